struct host;

#define HANDLER(id) host_handle_##id
int stop(struct host *host);
int begin(struct host *host);
