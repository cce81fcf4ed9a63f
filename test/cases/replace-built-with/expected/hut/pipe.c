int pipe;

int pipe_door;
