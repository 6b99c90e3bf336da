package dev.assay.connectors.s3;

import static dev.assay.connectors.remote.FaultServer.head;
import static dev.assay.connectors.remote.FaultServer.ranges;
import static dev.assay.connectors.remote.FaultServer.status;
import static dev.assay.connectors.remote.FaultServer.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.FaultServer;
import dev.assay.connectors.remote.FaultServer.Behaviour;
import dev.assay.connectors.remote.RecordingVisitor;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.s3.S3Options.Addressing;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that lies, in the shapes of the API. */
@Timeout(60)
class S3ConnectorTest {
    private static final String SECRET = "theSecret";

    private final FaultServer server = new FaultServer();
    private final Map<String, String> environment = new HashMap<>();
    private final Progress progress = new Progress();
    private Clock clock = Clock.endless();

    @TempDir
    Path home;

    @BeforeEach
    void signedIn() {
        environment.put("AWS_ENDPOINT_URL", server.url(""));
        environment.put("AWS_ACCESS_KEY_ID", "AKID");
        environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
        environment.put("AWS_SESSION_TOKEN", "theToken");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static String object(String key, long size, String tag) {
        return "<Contents><Key>" + key + "</Key><ETag>&quot;" + tag + "&quot;</ETag><Size>" + size
                + "</Size><Owner><ID>o</ID></Owner><StorageClass>STANDARD</StorageClass></Contents>";
    }

    private static String listing(String inner) {
        return "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                + "<EncodingType>url</EncodingType>" + inner + "</ListBucketResult>";
    }

    private static Behaviour xml(String text) {
        return whole(text.getBytes(UTF_8), "Content-Type: application/xml\r\n");
    }

    private static Behaviour error(String status, String code, String headers) {
        byte[] body =
                ("<Error><Code>" + code + "</Code><Message>\u001b[2Jsecret words</Message></Error>").getBytes(UTF_8);
        return (asked, out) -> {
            head(out, status, headers + "Content-Length: " + body.length + "\r\n");
            out.write(body);
        };
    }

    private RecordingVisitor walk(String target) throws IOException {
        return walk(target, S3Options.none());
    }

    private RecordingVisitor walk(String target, S3Options options) throws IOException {
        RecordingVisitor visitor = new RecordingVisitor();
        try (RemoteClient client = client()) {
            S3Connector connector = connector(client, options);
            assertThat(connector.accepts(target)).isTrue();
            assertThat(connector.label(target)).isEqualTo(target);
            connector.walk(target, clock, visitor);
        }
        return visitor;
    }

    private RemoteClient client() throws IOException {
        RemoteOptions usual = RemoteOptions.of(environment, home);
        return new RemoteClient(
                new RemoteOptions(
                        false,
                        false,
                        Optional.empty(),
                        10,
                        5,
                        1,
                        Duration.ofMillis(1),
                        usual.silence(),
                        environment,
                        home,
                        "assay"),
                progress);
    }

    private S3Connector connector(RemoteClient client, S3Options options) {
        return new S3Connector(client, options, environment, home, InstantSource.system());
    }

    private void open(String target) throws IOException {
        RecordingVisitor visitor = new RecordingVisitor();
        try (RemoteClient client = client()) {
            connector(client, S3Options.none()).walk(target, clock, visitor);
            for (Artifact each : visitor.artifacts) {
                Memory memory = new Memory(1 << 20, new Buffers(1));
                Budget budget = new Budget(Limits.DEFAULT, clock, memory, each.sizeBytes());
                try (ByteSource source = each.opener().open(budget)) {
                    assertThat(source.read(0, ByteBuffer.allocate(10))).isEqualTo(each.sizeBytes() == 0 ? -1 : 3);
                }
            }
        }
    }

    @Test
    void objectsAreTheVersionsThatAreListed() throws IOException {
        server.on("/b/", xml(listing(object("d/a+b%2Bc.bin", 3, "t1") + object("e", 0, "t0"))))
                .on("/b/d/a%20b%2Bc.bin", ranges(new byte[3], "t1"))
                .on("/b/e", status("416 Range Not Satisfiable", "Content-Range: bytes */0\r\n"));
        List<Artifact> artifacts = walk("s3://b").artifacts;
        assertThat(artifacts).extracting(each -> each.at().path()).containsExactly("d/a b+c.bin", "e");
        assertThat(artifacts.getFirst().identity())
                .isEqualTo(new RemoteIdentity(server.url("/b/d/a%20b%2Bc.bin"), "\"t1\"", 3, null));
        assertThat(server.asked()).hasSize(1);
        open("s3://b");
        assertThat(server.asked())
                .allSatisfy(asked ->
                        assertThat(asked.header("authorization")).startsWith("AWS4-HMAC-SHA256 Credential=AKID/"));
        assertThat(server.asked())
                .filteredOn(asked -> asked.path().endsWith(".bin"))
                .allSatisfy(asked -> assertThat(asked.header("if-match")).isEqualTo("\"t1\""));
    }

    @ParameterizedTest
    @CsvSource({"t2, 3, another version", "t1, 4, lists 3 bytes and sends 4"})
    void whatIsSentMustBeWhatIsListed(String tag, int size, String reason) {
        server.on("/b/", xml(listing(object("k", 3, "t1")))).on("/b/k", ranges(new byte[size], tag));
        assertThatThrownBy(() -> open("s3://b"))
                .isInstanceOf(ChangedException.class)
                .hasMessageContaining(reason);
        server.on("/b/k", error("412 Precondition Failed", "PreconditionFailed", ""));
        assertThatThrownBy(() -> open("s3://b")).isInstanceOf(ChangedException.class);
        server.on("/b/k", status("416 Range Not Satisfiable", ""));
        assertThatThrownBy(() -> open("s3://b"))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("gives no byte of it");
    }

    @Test
    void hostileNamesStayInTheBucket() throws IOException {
        String names = object("d/../../../etc/passwd", 1, "t")
                + object("d/./x", 1, "t")
                + object("d/" + "n".repeat(10_000), 1, "t")
                + object("d%20/%ff", 1, "t")
                + object("d//a%00%0A%1B[2J!%23", 3, "t")
                + object("d", 3, "t")
                + object("d/", 3, "t")
                + object("dx/not-asked-for", 3, "t")
                + object("..", 3, "t");
        server.on("/b/", xml(listing(names)));
        RecordingVisitor visitor = walk("s3://b/d");
        assertThat(visitor.artifacts)
                .extracting(each -> each.at().path())
                .containsExactly("/a\u0000\n\u001b[2J%21%23", "", "");
        assertThat(visitor.gaps).hasSize(4).extracting(Gap::kind).containsOnly(GapKind.MALFORMED);
        server.on("/b/d//a%00%0A%1B%5B2J%21%23", ranges(new byte[3], "t"))
                .on("/b/d", ranges(new byte[3], "t"))
                .on("/b/d/", ranges(new byte[3], "t"));
        open("s3://b/d");
    }

    @Test
    void aFolderBehindManyNamesIsListedForItself() throws IOException {
        server.on(
                "/b/",
                (asked, out) -> xml(listing(
                                asked.path().contains("prefix=d%2F")
                                        ? object("d/x", 3, "t")
                                        : object("d", 3, "t") + object("d-e", 3, "t")
                                                + "<IsTruncated>true</IsTruncated><NextContinuationToken>n</NextContinuationToken>"))
                        .answer(asked, out));
        assertThat(walk("s3://b/d").artifacts)
                .extracting(each -> each.at().path())
                .containsExactly("", "x");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void pagesGoOnWithTheTokenAsItIs() throws IOException {
        server.on(
                "/b/",
                (asked, out) -> xml(listing(
                                asked.path().contains("continuation-token=1%2F%2B%3D%26")
                                        ? object("two", 3, "t")
                                        : object("one", 3, "t")
                                                + "<IsTruncated>true</IsTruncated><NextContinuationToken>1/+=&amp;</NextContinuationToken>"))
                        .answer(asked, out));
        assertThat(walk("s3://b").artifacts).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void aListingInACircleEnds(int tokens) throws IOException {
        server.on(
                "/b/",
                (asked, out) -> xml(listing("<IsTruncated>true</IsTruncated><NextContinuationToken>"
                                + server.asked().size() % tokens + "</NextContinuationToken>"))
                        .answer(asked, out));
        assertThat(walk("s3://b").gaps).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.LIMIT);
            assertThat(gap.reason()).contains("does not come to an end");
        });
        assertThat(server.asked()).hasSizeLessThan(4 * tokens + 4);
    }

    @Test
    void aListingWithoutAnEndEndsWithTheTime() {
        server.on(
                "/b/",
                (asked, out) -> xml(listing("<IsTruncated>true</IsTruncated><NextContinuationToken>"
                                + server.asked().size() + "</NextContinuationToken>"))
                        .answer(asked, out));
        clock = new Clock(System.nanoTime() + 300_000_000L, new AtomicBoolean());
        assertThatThrownBy(() -> walk("s3://b")).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aListingThatDoesNotSayWhereItGoesOnIsAGap() throws IOException {
        server.on("/b/", xml(listing(object("k", 3, "t") + "<IsTruncated>true</IsTruncated>")));
        RecordingVisitor visitor = walk("s3://b");
        assertThat(visitor.artifacts).hasSize(1);
        assertThat(visitor.gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("and not where"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><p>Please log in",
                "<html><body/></html>",
                "<Error><Code>InternalError</Code></Error>",
                "",
                "<ListBucketResult>",
                "<ListBucketResult><Contents><Size>1</Size></Contents></ListBucketResult>",
                "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><ListBucketResult><Contents><Key>&b;</Key></Contents></ListBucketResult>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ListBucketResult><Contents><Key>&e;</Key></Contents></ListBucketResult>",
                "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><ListBucketResult/>",
                "<ListBucketResult><Contents><Key>&undeclared;</Key></Contents></ListBucketResult>",
                "<ListBucketResult>\u0000</ListBucketResult>"
            })
    void whatIsNoListingIsRefused(String body) {
        server.on("/b/", xml(body));
        assertThatThrownBy(() -> walk("s3://b")).isInstanceOf(MalformedException.class);
    }

    @Test
    void whatIsTooLargeOrTooDeepIsRefused() {
        server.on("/b/", whole(new byte[9 << 20], ""));
        assertThatThrownBy(() -> walk("s3://b"))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("for a listing");
        server.on("/b/", xml(listing("<a>".repeat(100_000) + "</a>".repeat(100_000))));
        assertThatThrownBy(() -> walk("s3://b"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("deep");
        server.on("/b/", xml(listing("<NextContinuationToken>" + "n".repeat(5_000) + "</NextContinuationToken>")));
        assertThatThrownBy(() -> walk("s3://b")).isInstanceOf(MalformedException.class);
    }

    @Test
    void aRedirectIsNotFollowedAndTheLoginStaysAtHome() throws IOException {
        try (FaultServer elsewhere = new FaultServer()) {
            server.on("/b/", status("307 Temporary Redirect", "Location: " + elsewhere.url("/b/") + "\r\n"));
            assertThatThrownBy(() -> walk("s3://b")).hasMessageContaining("goes nowhere else");
            server.on("/b/", xml(listing(object("k", 3, "t"))))
                    .on("/b/k", status("302 Found", "Location: " + elsewhere.url("/k") + "\r\n"));
            assertThatThrownBy(() -> open("s3://b")).hasMessageContaining("goes nowhere else");
            server.on("/b/", status("301 Moved Permanently", ""));
            assertThatThrownBy(() -> walk("s3://b")).isInstanceOf(UnreachableException.class);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void theRegionIsTakenFromARefusal() throws IOException {
        byte[] body =
                "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-3</Region></Error>".getBytes(UTF_8);
        for (Behaviour refusal : List.of(
                error("301 Moved Permanently", "PermanentRedirect", "x-amz-bucket-region: eu-west-3\r\n"),
                (Behaviour) (asked, out) -> {
                    head(out, "400 Bad Request", "Content-Length: " + body.length + "\r\n");
                    out.write(body);
                })) {
            server.on(
                    "/b/",
                    (asked, out) -> (asked.header("authorization").contains("/eu-west-3/s3/")
                                    ? xml(listing(object("k", 3, "t")))
                                    : refusal)
                            .answer(asked, out));
            assertThat(walk("s3://b").artifacts).hasSize(1);
        }
    }

    @Test
    void theRegionIsTakenOnceAndOnlyIfItIsOne() {
        server.on(
                "/b/",
                (asked, out) -> error(
                                "400 Bad Request",
                                "AuthorizationHeaderMalformed",
                                "x-amz-bucket-region: r-" + server.asked().size() + "\r\n")
                        .answer(asked, out));
        int before = server.asked().size();
        assertThatThrownBy(() -> walk("s3://b")).hasMessageContaining("another region");
        assertThat(server.asked()).hasSize(before + 2);
        server.on("/b/", error("301 Moved Permanently", "X", "x-amz-bucket-region: evil.example/\r\n"));
        assertThatThrownBy(() -> walk("s3://b")).isInstanceOf(UnreachableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden, InvalidObjectState, must be restored",
        "400 Bad Request, InvalidRequest, SSE-C",
        "403 Forbidden, AccessDenied, forbidden to this login",
        "403 Forbidden, SomethingElse, forbidden to this login",
        "400 Bad Request, ExpiredToken, has expired",
        "403 Forbidden, SignatureDoesNotMatch, secret is not that of its key",
        "404 Not Found, NoSuchKey, any more",
        "404 Not Found, '', nothing there",
        "405 Not Allowed, MethodNotAllowed, deleted",
        "503 Slow Down, SlowDown, problem of its own"
    })
    void aRefusalIsSaidInOurOwnWords(String status, String code, String words) {
        server.on("/b/", xml(listing(object("k", 3, "t")))).on("/b/k", error(status, code, ""));
        assertThatThrownBy(() -> open("s3://b"))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("secret words")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void whoMayReadAndNotListReadsTheObject() throws IOException {
        server.on("/b/", error("403 Forbidden", "AccessDenied", "")).on("/b/k", ranges(new byte[3], "t"));
        open("s3://b/k");
        assertThat(walk("s3://b/k").artifacts).singleElement().satisfies(artifact -> {
            assertThat(artifact.sizeBytes()).isEqualTo(3);
            assertThat(artifact.identity()).isNotNull();
            artifact.opener().unused();
        });
        assertThatThrownBy(() -> walk("s3://b/k/")).hasMessageContaining("listing the bucket is forbidden");
        environment.remove("AWS_ACCESS_KEY_ID");
        environment.remove("AWS_SECRET_ACCESS_KEY");
        assertThatThrownBy(() -> walk("s3://b/")).hasMessageContaining("nothing was signed");
        assertThat(server.asked().getLast().headers()).doesNotContainKeys("authorization", "x-amz-security-token");
    }

    @Test
    void aVersionIsAskedForByItsName() throws IOException {
        server.on("/b/k", ranges(new byte[3], "t"));
        open("s3://b/k?versionId=a/b+c");
        assertThat(server.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.path()).isEqualTo("/b/k?versionId=a%2Fb%2Bc"));
    }

    @ParameterizedTest
    @CsvSource({
        "my-bucket, k, '', auto, us-east-1, https://my-bucket.s3.us-east-1.amazonaws.com/k",
        "my.bucket, k, '', auto, eu-west-1, https://s3.eu-west-1.amazonaws.com/my.bucket/k",
        "Old_Bucket, k, '', auto, us-east-1, https://s3.us-east-1.amazonaws.com/Old_Bucket/k",
        "b, a//b, '', auto, cn-north-1, https://b.s3.cn-north-1.amazonaws.com.cn/a//b",
        "b, k, '', path, us-east-1, https://s3.us-east-1.amazonaws.com/b/k",
        "b, k, http://host:9000, auto, us-east-1, http://host:9000/b/k",
        "b, k, http://[::1]:9000/base/, auto, us-east-1, http://[::1]:9000/base/b/k",
        "b, k, https://store.example, host, auto, https://b.store.example/k",
        "b, /x/ü~, https://store.example, host, auto, https://b.store.example//x/%C3%BC~"
    })
    void addresses(String bucket, String key, String endpoint, String style, String region, String address)
            throws IOException {
        environment.remove("AWS_ENDPOINT_URL");
        S3Options options = new S3Options(
                Optional.of(endpoint).filter(text -> !text.isEmpty()),
                Optional.of(region),
                Addressing.valueOf(style.toUpperCase()),
                Optional.empty(),
                false);
        Store store = Store.of(options, environment, home);
        try (RemoteClient client = client()) {
            Bucket named = new Bucket(client, store, bucket, InstantSource.system());
            assertThat(named.object(key, "")).hasToString(address);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://",
                "s3:///k",
                "s3://b@evil/k",
                "s3://b:80/k",
                "s3://..",
                "s3://-b",
                "s3://b\\k",
                "s3://b%2e/"
            })
    void whatIsNoBucketIsRefused(String target) {
        assertThatThrownBy(() -> walk(target))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("no bucket");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aBucketThatIsNoPartOfAHostIsRefused() {
        S3Options inHost = new S3Options(Optional.empty(), Optional.empty(), Addressing.HOST, Optional.empty(), false);
        assertThatThrownBy(() -> walk("s3://" + "b".repeat(70), inHost)).hasMessageContaining("part of a host");
    }
}
