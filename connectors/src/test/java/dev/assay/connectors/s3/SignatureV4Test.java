package dev.assay.connectors.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that AWS's specification of signatures in headers works out. */
class SignatureV4Test {
    private static final Instant THEN = Instant.parse("2013-05-24T00:00:00Z");
    private static final Login LOGIN =
            new Login("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "");

    private static Map<String, String> sign(Login login, String url, Map<String, String> headers) {
        return SignatureV4.sign(login, "us-east-1", THEN, HttpUrl.get(url), headers);
    }

    @ParameterizedTest
    @CsvSource({
        "/test.txt, bytes=0-9, f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        "/?lifecycle, '', fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        "/?max-keys=2&prefix=J, '', 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        "/?prefix=J&max-keys=2, '', 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
    })
    void examplesOfTheSpecification(String path, String range, String signature) {
        Map<String, String> headers = range.isEmpty() ? Map.of() : Map.of("Range", range);
        String names = (range.isEmpty() ? "host;" : "host;range;") + "x-amz-content-sha256;x-amz-date";
        assertThat(sign(LOGIN, "https://examplebucket.s3.amazonaws.com" + path, headers))
                .containsEntry("x-amz-date", "20130524T000000Z")
                .containsEntry(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                                + "SignedHeaders=" + names + ",Signature=" + signature);
    }

    @Test
    void aTokenIsSentAndSigned() {
        Login forAWhile = new Login(LOGIN.keyId(), LOGIN.secret(), "token");
        assertThat(sign(forAWhile, "https://b.s3.amazonaws.com/k", Map.of()))
                .containsEntry("x-amz-security-token", "token")
                .hasEntrySatisfying(
                        "Authorization", header -> assertThat(header).contains("x-amz-date;x-amz-security-token,"));
    }

    @Test
    void everyPartOfARequestCounts() {
        String usual = "http://[::1]:9000/b/k";
        String signature = sign(LOGIN, usual, Map.of()).get("Authorization");
        for (String other : new String[] {"http://[::1]:9001/b/k", "http://[::1]:9000/b/l", usual + "?a"}) {
            assertThat(sign(LOGIN, other, Map.of()).get("Authorization")).isNotEqualTo(signature);
        }
        assertThat(LOGIN.toString()).doesNotContain("EXAMPLE");
    }
}
