package dev.assay.connectors.remote;

import java.util.Map;
import okhttp3.HttpUrl;

/** Signs attempts: a signature holds for one address, one set of headers and a short time. Thread-safe. */
@FunctionalInterface
public interface RequestSigner {
    /**
     * What to add to the headers of one attempt.
     *
     * @param headers those of the request, whose values are part of what is signed
     */
    Map<String, String> sign(HttpUrl url, Map<String, String> headers);
}
