package dev.assay.connectors.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
    @ParameterizedTest
    @CsvSource({
        "https://u:p/w@h/x, https://h/x",
        "https://h/m.pkl, https://h/m.pkl",
        "https://h/m.pkl?download=true&v=2, https://h/m.pkl?download=true&v=2",
        "https://h/m.pkl?X-Amz-Signature=abc&X-Amz-Date=1, https://h/m.pkl?X-Amz-Signature=***&X-Amz-Date=***",
        "https://h/m?sig=a%2Fb&x=1#frag, https://h/m?sig=***&x=1",
        "https://h/m?Access_Token=t, https://h/m?Access_Token=***",
        "https://h/m?q=0123456789012345678901234, https://h/m?q=***",
        "https://h/m?0123456789012345678901234, https://h/m?***",
        "https://u:p@x@h/m, https://h/m",
        "https:///u:p@h/m, https:///h/m",
        "https://\\u:p@h\\m@n, https://\\h\\m@n",
        "https://u:p@h?pass=x, https://h?pass=***",
        "https://h/a@b, https://h/a@b"
    })
    void secretsAreNotInLabels(String url, String label) {
        assertThat(Urls.label(url)).isEqualTo(label);
    }

    /** Behind one address of a version lies one object, whoever signed for it; and no signature, no signer. */
    @ParameterizedTest
    @CsvSource({
        "https://h/m?v=1&sig=a&se=2026&sp=r#f, https://h/m?v=1",
        "https://h/m?X-Amz-Signature=a&X-Amz-Date=1&versionId=2, https://h/m?versionId=2",
        "https://h/m?Signature=a&Expires=1&Key-Pair-Id=k, https://h/m",
        "https://h/get?st=1&policy=a, https://h/get?st=1&policy=a",
        "https://h/get?X-Amz-Date=1&Expires=2, https://h/get?X-Amz-Date=1&Expires=2"
    })
    void theIdentityIsWithoutWhoSigned(String url, String identity) {
        assertThat(Urls.identity(HttpUrl.get(url))).isEqualTo(identity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:p@h/",
                "http://u@h",
                "ftp://u:p@h/x",
                "https://u:p@h?x",
                "s3://key:secret@bucket",
                "http:///u:p@h/x",
                "https://u:p/w@h/x",
                "git+https://u:p?w@h/x",
                "http://\\/u:p@h/x"
            })
    void credentialsInATargetAreSeen(String target) {
        assertThat(Urls.hasCredentials(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/a@b",
                "https://h?x=a@b",
                "hf://org/name@main",
                "hf://name@main",
                "a@b",
                "-",
                "git+https://h:8443/x@v1",
                "git+http://[::1]:80/x@v1",
                "git+https://[::1]/x@v1"
            })
    void anAtSignElsewhereIsNone(String target) {
        assertThat(Urls.hasCredentials(target)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.100.100.200",
                "127.9.9.9",
                "168.63.129.16",
                "169.254.169.254",
                "172.31.0.1",
                "192.0.0.1",
                "192.168.0.1",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fd00:ec2::254",
                "fc00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "2001::1",
                "2001:db8::1"
            })
    void addressesThatAreNotPublic(String address) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "168.63.129.15",
                "168.63.129.17",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "223.255.255.255",
                "2606:4700::1111",
                "64:ff9b::101:101",
                "2002:101:101::1"
            })
    void addressesThatArePublic(String address) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isTrue();
    }
}
