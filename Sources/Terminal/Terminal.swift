// The terminal as a screen of cells, and as a stream of bytes.
