package dev.assay.connectors.remote;

import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A GET request.
 *
 * @param authorization what is sent to this URL's own host, and to no other that a redirect leads to; null for whatever
 *     {@code .netrc} has for the host
 * @param anonymous send no credentials, whatever there is for the host
 * @param trusted whether the user named this URL's host, so that it may be a private one
 */
public record RemoteRequest(
        HttpUrl url, Map<String, String> headers, @Nullable String authorization, boolean anonymous, boolean trusted) {
    /** Of an address that the user gave. */
    public static RemoteRequest named(HttpUrl url, @Nullable String authorization) {
        return new RemoteRequest(url, Map.of(), authorization, false, true);
    }

    public RemoteRequest with(Map<String, String> newHeaders) {
        return new RemoteRequest(url, newHeaders, authorization, anonymous, trusted);
    }

    /**
     * The same for where it was redirected to: another host gets nothing that belongs to this one. Not even when it leads
     * back: what is asked of this host with its credentials then would be another's choice.
     */
    RemoteRequest at(HttpUrl located) {
        return isSameOrigin(url, located)
                ? new RemoteRequest(located, headers, authorization, anonymous, trusted)
                : new RemoteRequest(located, headers, null, true, false);
    }

    private static boolean isSameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }

    @Override
    public String toString() {
        return "GET " + Urls.label(url.toString());
    }
}
