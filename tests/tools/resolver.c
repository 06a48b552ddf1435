/* resolver: names of tests, for LD_PRELOAD. $WARTA_HOSTS is "name=address/address,name=...": the
 * first question for a name gets its first address, the next the next, then the last again. Names
 * that are not there do not exist. */
#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>

enum { NAMES = 16, MAX = 64 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned asked[NAMES];

/* The next address of `name`; false where it has none. */
static bool answer(const char *name, char to[static MAX])
{
	const char *at = getenv("WARTA_HOSTS");
	for (unsigned i = 0; at && *at && i < NAMES; i++) {
		size_t n = strcspn(at, ",");
		size_t key = strcspn(at, "=");
		if (key < n && strlen(name) == key && strncmp(at, name, key) == 0) {
			const char *from = at + key + 1, *end = at + n;
			for (unsigned skip = asked[i]++; skip; skip--) {
				const char *slash = memchr(from, '/', (size_t)(end - from));
				if (slash)
					from = slash + 1;
			}
			size_t len = strcspn(from, "/,");
			if (len >= MAX)
				return false;
			memcpy(to, from, len);
			to[len] = 0;
			return true;
		}
		at += n + (at[n] == ',');
	}
	return false;
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
	struct addrinfo **ret)
{
	char text[MAX];
	struct addrinfo *info = calloc(1, sizeof *info + sizeof(struct sockaddr_in6));
	struct sockaddr_in *in = (void *)(info + 1);
	struct sockaddr_in6 *in6 = (void *)(info + 1);
	unsigned short port = htons((unsigned short)(service ? strtol(service, NULL, 10) : 0));
	pthread_mutex_lock(&lock);
	bool known = name && answer(name, text);
	pthread_mutex_unlock(&lock);
	if (!known)
		snprintf(text, sizeof text, "%s", name ? name : "");
	info->ai_addr = (void *)(info + 1);
	info->ai_socktype = hints && hints->ai_socktype ? hints->ai_socktype : SOCK_STREAM;
	info->ai_protocol = IPPROTO_TCP;
	if (inet_pton(AF_INET, text, &in->sin_addr) == 1) {
		info->ai_family = in->sin_family = AF_INET;
		in->sin_port = port;
		info->ai_addrlen = sizeof *in;
	} else if (inet_pton(AF_INET6, text, &in6->sin6_addr) == 1) {
		info->ai_family = in6->sin6_family = AF_INET6;
		in6->sin6_port = port;
		info->ai_addrlen = sizeof *in6;
	} else {
		free(info);
		return EAI_NONAME;
	}
	*ret = info;
	return 0;
}

void freeaddrinfo(struct addrinfo *info)
{
	free(info);
}
