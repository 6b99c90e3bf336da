package dev.assay.connectors.github;

import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Which server, and as who.
 *
 * @param api below which the addresses of REST lie
 * @param graphql where queries go
 * @param authorization what is sent to that server and to no other; null without a token
 * @param atOnce requests at once, at most
 * @param quiet how long nothing is asked after a refusal that says no time; longer each time
 */
public record GitHubOptions(
        HttpUrl api, HttpUrl graphql, @Nullable String authorization, int atOnce, Duration quiet) {
    /** What GitHub asks for when it tells no time. */
    public static final Duration QUIET = Duration.ofMinutes(1);

    private static final String PUBLIC = "https://api.github.com/";

    /**
     * From what the user says.
     *
     * @param address {@code --github-url}: of a server of one's own or of its API; null for GitHub itself
     * @param named whether the user named the address here and now. A file may have come with what lies around it: to a server that
     *     only such a one names goes no token of the environment
     * @param environment with tokens, and with the place of {@code gh}'s files
     * @throws IOException if the address is none, or a token would travel in the clear
     */
    public static GitHubOptions of(
            @Nullable String address,
            boolean named,
            int atOnce,
            Duration quiet,
            Map<String, String> environment,
            Path home)
            throws IOException {
        HttpUrl url = HttpUrl.parse(address == null || address.isEmpty() ? PUBLIC : address);
        if (url == null || !url.username().isEmpty() || !url.password().isEmpty() || url.query() != null) {
            throw new UnreachableException("--github-url is no address of a server without a login");
        }
        HttpUrl api = api(url);
        String token = Tokens.of(environment, home).forHost(host(api), named);
        if (!token.isEmpty() && !api.isHttps() && !isLoopback(api.host())) {
            throw new UnreachableException("--github-url is not https: the token would be read on the way");
        }
        return new GitHubOptions(api, graphql(api), token.isEmpty() ? null : "Bearer " + token, atOnce, quiet);
    }

    public boolean hasToken() {
        return authorization != null;
    }

    /**
     * Where people look at the repositories of a server, with a slash behind it.
     *
     * @param address {@code --github-url}; GitHub itself where it is no address
     */
    public static String pages(String address) {
        HttpUrl url = HttpUrl.parse(address);
        HttpUrl api = api(url == null ? Objects.requireNonNull(HttpUrl.parse(PUBLIC)) : url);
        String path = api.encodedPath();
        String folder = path.endsWith("/api/v3/") ? path.substring(0, path.length() - "api/v3/".length()) : path;
        return api.newBuilder().host(host(api)).encodedPath(folder).build().toString();
    }

    /** The API of a server: GitHub's own has a host for it, the others have it below {@code /api/v3/}. */
    private static HttpUrl api(HttpUrl url) {
        HttpUrl folder = url.encodedPath().endsWith("/")
                ? url
                : url.newBuilder().addPathSegment("").build();
        if (folder.pathSize() > 1) {
            return folder;
        }
        boolean own = folder.host().startsWith("api.");
        if (folder.host().equals("github.com") || folder.host().endsWith(".ghe.com") && !own) {
            return folder.newBuilder().host("api." + folder.host()).build();
        }
        return own ? folder : folder.newBuilder().encodedPath("/api/v3/").build();
    }

    private static HttpUrl graphql(HttpUrl api) {
        String path = api.encodedPath();
        String base = path.endsWith("/v3/") ? path.substring(0, path.length() - "v3/".length()) : path;
        return api.newBuilder().encodedPath(base + "graphql").build();
    }

    /** The host as people and {@code gh} name it. */
    private static String host(HttpUrl api) {
        boolean own = api.host().equals("api.github.com")
                || api.host().startsWith("api.") && api.host().endsWith(".ghe.com");
        return own ? api.host().substring("api.".length()) : api.host();
    }

    private static boolean isLoopback(String host) {
        boolean isNumber = host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9'); // and no name that begins so
        return host.equals("localhost") || isNumber && host.startsWith("127.") || host.equals("::1");
    }

    @Override
    public String toString() {
        return "GitHub at " + api; // and not the token
    }
}
