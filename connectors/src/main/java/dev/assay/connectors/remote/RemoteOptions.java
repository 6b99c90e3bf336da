package dev.assay.connectors.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to use the network.
 *
 * @param offline refuse every request
 * @param allowPrivateHosts let redirects and listings lead to private addresses
 * @param caFile certificates to trust in place of the JDK's
 * @param perHost connections to one host at once
 * @param hosts how many hosts' connections are kept when idle
 * @param retries after the first attempt
 * @param backoff before the first retry; doubled for each further one, with jitter
 * @param silence how long a server may say nothing
 * @param environment where proxies and the places of credentials are looked up
 * @param home the user's folder, for {@code .netrc} and tokens
 * @param userAgent what servers are told
 */
public record RemoteOptions(
        boolean offline,
        boolean allowPrivateHosts,
        Optional<Path> caFile,
        int perHost,
        int hosts,
        int retries,
        Duration backoff,
        Duration silence,
        Map<String, String> environment,
        Path home,
        String userAgent) {

    /** The defaults, for whoever has no command line. */
    public static RemoteOptions of(Map<String, String> environment, Path home) {
        return new RemoteOptions(
                false,
                false,
                Optional.ofNullable(environment.get("SSL_CERT_FILE"))
                        .filter(file -> !file.isEmpty())
                        .map(Path::of),
                10,
                5,
                3,
                Duration.ofMillis(300),
                Duration.ofSeconds(30),
                environment,
                home,
                "assay");
    }
}
