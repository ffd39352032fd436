// Reading a line with editing, history and completion.
