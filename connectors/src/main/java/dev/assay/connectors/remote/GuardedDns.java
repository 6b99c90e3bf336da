package dev.assay.connectors.remote;

import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Resolves names for URLs that the user did not name: whatever comes out of it is what is connected to, so a name that
 * has a public address one moment and a private one the next gains nothing.
 */
final class GuardedDns implements Dns {
    /** Says which host is refused, and never its address: a report is no map of somebody's network. */
    static final class PrivateAddressException extends UnknownHostException {
        @Serial
        private static final long serialVersionUID = 1;

        PrivateAddressException(String host) {
            super(host + " has a private address, and it was not named by you (--allow-private-hosts)");
        }
    }

    private final Dns dns;
    private final Set<String> proxies;

    /** @param proxies hosts that are asked to resolve for us: they may lie anywhere */
    GuardedDns(Dns dns, Set<String> proxies) {
        this.dns = dns;
        this.proxies = proxies;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> addresses = dns.lookup(hostname);
        if (!proxies.contains(hostname) && !addresses.stream().allMatch(Addresses::isPublic)) {
            throw new PrivateAddressException(hostname);
        }
        return addresses;
    }

    /** The same for addresses in digits, which are not looked up, and for hosts behind a proxy, if we know them too. */
    void check(HttpUrl url, boolean proxied) throws IOException {
        if (isLiteral(url.host())) {
            var _ = lookup(url.host());
        } else if (proxied) {
            try {
                var _ = lookup(url.host());
            } catch (PrivateAddressException e) {
                throw e;
            } catch (UnknownHostException e) {
                // only the proxy can tell: it is the one that keeps its users from its own network then
            }
        }
    }

    /** OkHttp has made every way to write an IPv4 address four numbers, and puts IPv6 in without brackets. */
    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }
}
