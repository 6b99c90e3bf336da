package dev.assay.connectors.remote;

import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
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

    /**
     * Ends of names that the public tree never has: reserved for special use (RFC 6761, 6762, 8375, ICANN for .internal),
     * and those that ICANN keeps back because private networks have always used them.
     */
    private static final List<String> PRIVATE_SUFFIXES = List.of(
            ".localhost",
            ".local",
            ".internal",
            ".home.arpa",
            ".test",
            ".invalid",
            ".corp",
            ".home",
            ".mail",
            ".lan",
            ".intranet",
            ".private",
            ".localdomain");

    private final Dns dns;
    private final Set<String> proxies;

    /** @param proxies hosts that are asked to resolve for us: they may lie anywhere */
    GuardedDns(Dns dns, Set<String> proxies) {
        this.dns = dns;
        this.proxies = proxies;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        return proxies.contains(hostname) ? dns.lookup(hostname) : publicOnly(hostname);
    }

    private List<InetAddress> publicOnly(String hostname) throws UnknownHostException {
        List<InetAddress> addresses = dns.lookup(hostname);
        if (!addresses.stream().allMatch(Addresses::isPublic)) {
            throw new PrivateAddressException(hostname);
        }
        return addresses;
    }

    /**
     * The same where nothing is looked up when connecting: for addresses in digits, for hosts behind a proxy, and for the
     * proxy itself, which a URL may lead through but not to. A name that only the proxy can resolve passes unless it is
     * one of those that are kept for private networks (DECISIONS.md, 31).
     */
    void check(HttpUrl url, boolean proxied) throws IOException {
        String host = url.host();
        boolean literal = isLiteral(host);
        if (!literal && !proxied && !proxies.contains(host)) {
            return;
        }
        if (literal ? !isPlain(host) : isOfPrivateNetwork(host)) {
            throw new PrivateAddressException(host);
        }
        try {
            var _ = publicOnly(host);
        } catch (PrivateAddressException e) {
            throw e;
        } catch (UnknownHostException e) {
            if (literal || !proxied) {
                throw e;
            }
        }
    }

    private static boolean isOfPrivateNetwork(String host) {
        String name = withoutRoot(host);
        return name.indexOf('.') < 0 || PRIVATE_SUFFIXES.stream().anyMatch(name::endsWith);
    }

    /** No name of the internet ends in a part that begins with a digit, so what does is an address in some notation. */
    private static boolean isLiteral(String host) {
        String name = withoutRoot(host);
        return host.indexOf(':') >= 0 || Character.isDigit(name.charAt(name.lastIndexOf('.') + 1));
    }

    /**
     * Whether all read an address alike. Of {@code 0177.0.0.1}, {@code 0x7f.1} or {@code 2130706433} some make the machine
     * itself, Java another address or none, and a proxy who knows what.
     */
    private static boolean isPlain(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        String[] parts = host.split("\\.", -1);
        return parts.length == 4 && Arrays.stream(parts).allMatch(GuardedDns::isPlainNumber);
    }

    private static boolean isPlainNumber(String part) {
        boolean digits = !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && (part.length() == 1 || part.charAt(0) != '0');
    }

    private static String withoutRoot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
