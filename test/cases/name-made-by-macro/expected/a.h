struct host;

#define HANDLER(id) host_handle_##id
int begin(struct host *host);
