package dev.assay.connectors.remote;

import static dev.assay.connectors.remote.FaultServer.ranges;
import static dev.assay.connectors.remote.FaultServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where redirects may lead, and what goes along. */
@Timeout(60)
class GuardTest extends FaultyNetwork {
    private static final byte[] BYTES = NetworkFixture.noise(300_000);

    private static FaultServer.Behaviour redirect(String to) {
        return status("302 Found", "Location: " + to + "\r\n");
    }

    /** What another host leads to is its choice: the first host's credentials must not serve it. */
    @Test
    void credentialsDoNotComeBackFromAnotherHost() throws IOException {
        net.allowPrivate = true;
        Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1 login me password secret\n");
        try (FaultServer other = new FaultServer()) {
            server.on("/f", redirect(other.url("/g")));
            other.on("/g", redirect(server.url("/private")));
            server.on("/private", ranges(BYTES, "v1"));
            assertThat(net.all(server.url("/f"), BYTES.length)).isEqualTo(BYTES);
            assertThat(server.asked()).hasSizeGreaterThan(2);
            assertThat(server.asked().getFirst().headers()).containsKey("authorization");
            assertThat(server.asked().subList(1, server.asked().size()))
                    .allSatisfy(asked -> assertThat(asked.headers()).doesNotContainKey("authorization"));
        }
    }

    @Test
    void anotherHostDoesNotLeadBackToAPrivateOne() throws IOException {
        environmentProxy();
        server.on("http://named.example/f", redirect("http://other.example/g"));
        net.dns = name -> List.of(InetAddress.getByName(name.equals("named.example") ? "10.0.0.1" : "1.1.1.1"));
        server.on("http://other.example/g", redirect("http://named.example/private"));
        server.on("http://named.example/private", ranges(BYTES, "v1"));
        assertThatThrownBy(() -> net.all("http://named.example/f", BYTES.length))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("named.example has a private address");
    }

    private void environmentProxy() {
        net.environment.put("http_proxy", "http://127.0.0.1:" + server.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/",
                "http://127.0.0.1/",
                "http://127.0.0.1./",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://2130706433/",
                "http://127.1/",
                "http://metadata.google.internal/",
                "http://jenkins/",
                "http://printer.local./",
                "http://wiki.corp/",
                "http://known.example/"
            })
    void behindAProxyPrivateHostsAreRefusedToo(String to) {
        environmentProxy();
        net.dns = behindAProxy();
        server.on("http://models.example/f", redirect(to));
        assertThatThrownBy(() -> net.all("http://models.example/f", 10))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("private");
        assertThat(server.asked()).hasSize(1);
    }

    /** Knows itself, the proxy and one private host; all else is known to the proxy only. */
    private static Dns behindAProxy() {
        return name -> switch (name) {
            case "known.example" -> List.of(InetAddress.getByName("192.168.1.1"));
            default -> {
                if (Character.isDigit(name.charAt(0)) || name.indexOf(':') >= 0) {
                    yield List.of(InetAddress.getByName(name));
                }
                throw new UnknownHostException(name);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1.", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "017700000001"})
    void addressesInOtherNotationsAreRefused(String host) {
        server.on("/f", redirect("http://" + host + ":1/"));
        assertThatThrownBy(() -> net.all(server.url("/f"), 10))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("private");
    }

    @Test
    void behindAProxyAPublicNameMayBeKnownToTheProxyOnly() throws IOException {
        environmentProxy();
        net.dns = behindAProxy();
        server.on("http://models.example/f", redirect("http://store.example/g"));
        server.on("http://store.example/g", ranges(BYTES, "v1"));
        assertThat(net.all("http://models.example/f", BYTES.length)).isEqualTo(BYTES);
    }

    /** Requests go through it, so that it may have a private address; they do not go to it. */
    @Test
    void aRedirectToTheProxyItselfIsRefused() throws IOException {
        environmentProxy();
        net.environment.put("no_proxy", "127.0.0.1");
        server.on("http://models.example/f", redirect(server.url("/admin")));
        server.on("/admin", ranges(BYTES, "v1"));
        assertThatThrownBy(() -> net.all("http://models.example/f", BYTES.length))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("private");
    }

    @Test
    void whatIsExceptedFromTheProxyMayNameThePortThatTheAddressLeavesOut() {
        environmentProxy();
        net.environment.put("no_proxy", "models.example:80");
        net.dns = behindAProxy();
        server.on("http://models.example/f", ranges(BYTES, "v1"));
        assertThatThrownBy(() -> net.all("http://models.example/f", BYTES.length))
                .hasMessage("no address is known for models.example");
    }

    @Test
    void aProxysPasswordThatLooksLikeAPortIsNone() throws IOException {
        Proxies proxies = new Proxies(java.util.Map.of("http_proxy", "http://user:80@proxy.example"));
        assertThat(proxies.select(java.net.URI.create("http://h/")).getFirst().address())
                .hasToString("proxy.example/<unresolved>:1080");
    }

    /** The system's resolver knows no deadline. */
    @Test
    void aResolverThatHangsDoesNotOutliveTheTime() {
        CountDownLatch never = new CountDownLatch(1);
        net.dns = name -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new UnknownHostException(name);
        };
        net.clock = NetworkFixture.in(Duration.ofMillis(300));
        assertThatThrownBy(() -> net.all("http://models.example/f", 10)).isInstanceOf(BudgetExceededException.class);
        never.countDown();
    }
}
