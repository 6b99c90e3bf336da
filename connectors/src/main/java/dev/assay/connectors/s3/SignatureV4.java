package dev.assay.connectors.s3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;

/**
 * AWS Signature Version 4 of a GET without a body, in headers, as S3 wants it: the path is escaped once and its dots and
 * slashes stay. (<a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">specification</a>,
 * whose examples are the test's.)
 */
final class SignatureV4 {
    /** SHA-256 of no bytes. */
    private static final String NO_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DATE_CHARACTERS = 8;

    private SignatureV4() {}

    /**
     * The headers to add to a request.
     *
     * @param headers those it has, all of which are signed
     */
    static Map<String, String> sign(Login login, String region, Instant now, HttpUrl url, Map<String, String> headers) {
        String time = SECOND.format(now);
        Map<String, String> added = new TreeMap<>();
        added.put("x-amz-content-sha256", NO_BODY);
        added.put("x-amz-date", time);
        if (!login.token().isEmpty()) {
            added.put("x-amz-security-token", login.token());
        }
        Map<String, String> signed = new TreeMap<>(added);
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.strip()));
        signed.put("host", host(url));

        String names = String.join(";", signed.keySet());
        String scope = time.substring(0, DATE_CHARACTERS) + "/" + region + "/s3/aws4_request";
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hex(sha256(canonical(url, signed, names)));
        added.put(
                "Authorization",
                ALGORITHM + " Credential=" + login.keyId() + "/" + scope + ",SignedHeaders=" + names + ",Signature="
                        + hex(hmac(key(login.secret(), scope), toSign)));
        return added;
    }

    private static String canonical(HttpUrl url, Map<String, String> signed, String names) {
        StringBuilder out = new StringBuilder("GET\n")
                .append(url.encodedPath())
                .append('\n')
                .append(query(url))
                .append('\n');
        signed.forEach(
                (name, value) -> out.append(name).append(':').append(value).append('\n'));
        return out.append('\n').append(names).append('\n').append(NO_BODY).toString();
    }

    /** Parameters in the order of their bytes; each has a value, be it an empty one. */
    private static String query(HttpUrl url) {
        String query = url.encodedQuery();
        if (query == null || query.isEmpty()) {
            return "";
        }
        String[] parameters = query.split("&", -1);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += parameters[i].indexOf('=') < 0 ? "=" : "";
        }
        Arrays.sort(parameters);
        return String.join("&", parameters);
    }

    /** As the header {@code Host} has it. */
    private static String host(HttpUrl url) {
        String host = url.host().indexOf(':') >= 0 ? "[" + url.host() + "]" : url.host();
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }

    /** One key for each day, region and service, so that none of them opens another's door. */
    private static byte[] key(String secret, String scope) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
