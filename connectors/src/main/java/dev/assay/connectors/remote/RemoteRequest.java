package dev.assay.connectors.remote;

import dev.assay.engine.bytes.UnreachableException;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A request: a GET, or a POST if it has a body.
 *
 * @param authorization what is sent to this URL's own host, and to no other that a redirect leads to; null for whatever
 *     {@code .netrc} has for the host
 * @param anonymous send no credentials, whatever there is for the host
 * @param trusted whether the user named this URL's host, so that it may be a private one
 * @param signer what each attempt is signed with, or null. A signature is for one address: redirects are not followed then
 * @param posted what to send, or null. It must only ask, since a failed attempt is repeated; redirects are not followed, for it is
 *     for this address
 * @param patience what a refusal means and how often it is asked again
 */
public record RemoteRequest(
        HttpUrl url,
        Map<String, String> headers,
        @Nullable String authorization,
        boolean anonymous,
        boolean trusted,
        @Nullable RequestSigner signer,
        @Nullable Posted posted,
        Patience patience) {
    /**
     * What is sent.
     *
     * @param type its media type
     */
    public record Posted(String type, String text) {
        @Override
        public String toString() {
            return type; // what is in it is not told
        }
    }

    /** Of an address that the user gave. */
    public static RemoteRequest named(HttpUrl url, @Nullable String authorization) {
        return new RemoteRequest(url, Map.of(), authorization, false, true, null, null, Patience.USUAL);
    }

    /**
     * Of an address that the user gave, as text.
     *
     * @throws UnreachableException if it is none of http or https
     */
    public static RemoteRequest named(String address) throws UnreachableException {
        HttpUrl url = HttpUrl.parse(address);
        if (url == null) {
            throw new UnreachableException("not an address of http or https: " + Urls.label(address));
        }
        return named(url, null);
    }

    /** Of an address on a host that the user gave, with nothing of {@code .netrc}. */
    public static RemoteRequest signed(HttpUrl url, RequestSigner signer) {
        return new RemoteRequest(url, Map.of(), null, true, true, signer, null, Patience.USUAL);
    }

    public RemoteRequest with(Map<String, String> newHeaders) {
        return new RemoteRequest(url, newHeaders, authorization, anonymous, trusted, signer, posted, patience);
    }

    /** The same with a body, which only asks. */
    public RemoteRequest posting(String type, String text) {
        Posted body = new Posted(type, text);
        return new RemoteRequest(url, headers, authorization, anonymous, trusted, signer, body, patience);
    }

    public RemoteRequest with(Patience other) {
        return new RemoteRequest(url, headers, authorization, anonymous, trusted, signer, posted, other);
    }

    /** Without credentials, whatever there is for the host. */
    public RemoteRequest unnamed() {
        return new RemoteRequest(url, headers, null, true, trusted, signer, posted, patience);
    }

    /**
     * The same for where it was redirected to: another host gets nothing that belongs to this one. Not even when it leads
     * back: what is asked of this host with its credentials then would be another's choice.
     */
    RemoteRequest at(HttpUrl located) {
        return isSameOrigin(url, located)
                ? new RemoteRequest(located, headers, authorization, anonymous, trusted, signer, posted, patience)
                : new RemoteRequest(located, headers, null, true, false, null, null, patience);
    }

    private static boolean isSameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }

    @Override
    public String toString() {
        return (posted == null ? "GET " : "POST ") + Urls.label(url.toString());
    }
}
