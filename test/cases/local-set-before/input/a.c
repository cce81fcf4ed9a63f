int use(int *);

int run(struct host *host)
{
	int ret;

	ret = stop(host);
	go(host);
	if (ret)
		return ret;
	return go(host);
}

int walk(struct host *host)
{
	int ret;

	ret = stop(host);
	use(&ret);
	if (ret)
		return ret;
	return 0;
}

int jump(struct host *host)
{
	int ret;

	ret = stop(host);
again:
	go(host);
	if (ret)
		return ret;
	ret = go(host);
	if (ret > 3)
		goto again;
	return 0;
}

int stop(struct host *host)
{
	return 0;
}
