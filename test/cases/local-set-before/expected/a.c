int use(int *);

int run(struct host *host)
{
	go(host);
	return go(host);
}

int walk(struct host *host)
{
	int ret;

	ret = 0;
	use(&ret);
	if (ret)
		return ret;
	return 0;
}

int jump(struct host *host)
{
	int ret;

	ret = 0;
again:
	go(host);
	if (ret)
		return ret;
	ret = go(host);
	if (ret > 3)
		goto again;
	return 0;
}
