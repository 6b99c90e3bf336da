package dev.assay.connectors.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The usual variables: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in capitals or
 * not. As in curl, {@code HTTP_PROXY} counts in small letters only where a web server might have set it from a request.
 */
final class Proxies extends ProxySelector {
    private static final int DEFAULT_PORT = 1080;

    private record Server(
            Proxy proxy, String host, @Nullable String authorization) {}

    private final @Nullable Server http;
    private final @Nullable Server https;
    private final List<String> direct;

    Proxies(Map<String, String> environment) throws IOException {
        boolean cgi = environment.containsKey("REQUEST_METHOD");
        String all = variable(environment, "ALL_PROXY", false);
        this.http = server(first(variable(environment, "HTTP_PROXY", cgi), all));
        this.https = server(first(variable(environment, "HTTPS_PROXY", false), all));
        List<String> hosts = new ArrayList<>();
        for (String host : first(variable(environment, "NO_PROXY", false), "").split("[, ]+", -1)) {
            String name = host.toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                hosts.add(name.startsWith("*.") ? name.substring(1) : name);
            }
        }
        this.direct = List.copyOf(hosts);
    }

    private static String variable(Map<String, String> environment, String name, boolean smallOnly) {
        String small = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        return !small.isEmpty() || smallOnly ? small : environment.getOrDefault(name, "");
    }

    private static String first(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }

    private static @Nullable Server server(String value) throws IOException {
        if (value.isEmpty()) {
            return null;
        }
        String address = value.contains("://") ? value : "http://" + value;
        boolean socks = address.startsWith("socks");
        HttpUrl url = HttpUrl.parse("http" + address.substring(address.indexOf("://")));
        if (url == null || address.startsWith("https://")) {
            throw new IOException("the proxy in the environment is no http:// or socks5:// address");
        }
        String authority = address.substring(Math.max(address.indexOf("://") + 2, address.lastIndexOf('@')) + 1);
        boolean named = authority.contains(":" + url.port());
        int port = named ? url.port() : DEFAULT_PORT;
        Proxy proxy = new Proxy(
                socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.host(), port));
        String authorization = url.username().isEmpty() ? null : Credentials.basic(url.username(), url.password());
        return new Server(proxy, url.host(), authorization);
    }

    /** The hosts of the proxies. */
    Set<String> hosts() {
        Set<String> hosts = new TreeSet<>();
        if (http != null) {
            hosts.add(http.host());
        }
        if (https != null) {
            hosts.add(https.host());
        }
        return hosts;
    }

    boolean covers(HttpUrl url) {
        return serverFor(url.scheme(), url.host(), url.port()) != null;
    }

    /** What the proxy for a URL is told, or null. */
    @Nullable
    String authorization(HttpUrl url) {
        Server server = serverFor(url.scheme(), url.host(), url.port());
        return server == null ? null : server.authorization();
    }

    private @Nullable Server serverFor(String scheme, String host, int port) {
        for (String name : direct) {
            boolean suffix = name.startsWith(".") ? host.endsWith(name) : host.endsWith("." + name);
            if (name.equals("*") || suffix || name.equals(host) || name.equals(host + ":" + port)) {
                return null;
            }
        }
        return scheme.equals("https") ? https : http;
    }

    @Override
    public List<Proxy> select(URI uri) {
        HttpUrl url = HttpUrl.get(uri); // knows the scheme's port where none is named, as NO_PROXY may
        Server server = url == null ? null : serverFor(url.scheme(), url.host(), url.port());
        return List.of(server == null ? Proxy.NO_PROXY : server.proxy());
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
