package dev.assay.connectors.huggingface;

import okhttp3.HttpUrl;

/** The next page in a header {@code Link} (RFC 8288): its query only, since the rest is known and a link may lie. */
final class NextLink {
    private NextLink() {}

    /** The query in its encoded form, or an empty text if there is no next page. */
    static String query(String header) {
        for (int from = header.indexOf('<'); from >= 0; ) {
            int to = header.indexOf('>', from);
            if (to < 0) {
                return "";
            }
            int next = header.indexOf('<', to);
            String parameters = header.substring(to + 1, next < 0 ? header.length() : next);
            if (parameters.contains("rel=\"next\"") || parameters.contains("rel=next")) {
                HttpUrl url = HttpUrl.get("http://hub.invalid/").resolve(header.substring(from + 1, to));
                String query = url == null ? null : url.encodedQuery();
                return query == null ? "" : query;
            }
            from = next;
        }
        return "";
    }
}
