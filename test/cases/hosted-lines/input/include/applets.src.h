#define APPLET(name, dir, suid) int name##_main(int argc, char **argv);

INSERT
