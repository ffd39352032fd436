// Draws what happened: outcomes, pictures, lesson events and the status line become canvases.
