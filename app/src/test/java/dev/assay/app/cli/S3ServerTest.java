package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.RecordingVisitor;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.s3.S3Connector;
import dev.assay.connectors.s3.S3Options;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bucket of a real store that checks every signature, from the command line to the report. */
@Timeout(120)
class S3ServerTest {
    private S3Server server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        server = new S3Server(false);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private Cli anonymous() {
        Cli cli = new Cli(folder);
        cli.environment.put("HOME", folder.toString());
        cli.environment.put("AWS_ENDPOINT_URL_S3", server.url());
        cli.environment.put("ASSAY_HTTP_BACKOFF", "1ms");
        return cli;
    }

    private Cli cli() {
        Cli cli = anonymous();
        cli.environment.put("AWS_ACCESS_KEY_ID", S3Server.KEY_ID);
        cli.environment.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET);
        return cli;
    }

    @Test
    void bucketsFoldersAndObjectsAreJudged() {
        server.put("a/evil.pkl", Cli.EVIL)
                .put("a/good.pkl", Cli.BENIGN)
                .put("a.pkl", Cli.BENIGN)
                .put("b/evil.pkl", Cli.EVIL);
        assertThat(cli().run("scan", "s3://models").out())
                .contains("s3://models/a/evil.pkl", "s3://models/b/evil.pkl", "4 files");
        for (String target : new String[] {"s3://models/a", "s3://models/a/"}) {
            Cli.Ran ran = cli().run("scan", target);
            assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
            assertThat(ran.out()).contains("s3://models/a/evil.pkl", "2 files").doesNotContain("s3://models/b");
        }
        Cli.Ran object = cli().run("scan", "s3://models/a/good.pkl");
        assertThat(object.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(object.out()).contains("1 file ", "2 requests");
        assertThat(cli().run("scan", "--exclude", "evil.pkl", "s3://models").code())
                .isEqualTo(ExitCode.CLEAN);
        Cli.Ran none = cli().run("scan", "s3://models/none.pkl");
        assertThat(none.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(none.out()).contains("unreachable", "no object of that name");
        assertThat(cli().run("scan", "s3://nosuchbucket").out()).contains("no bucket of that name");
    }

    @Test
    void oddNamesAreSignedAndEscaped() {
        String[] odd = {
            "sp ace/pl+us.pkl",
            "ünï/\u4e2d\u6587 \ud83d\ude00.pkl",
            "all!\"#$%&'()*,;:=@[]^_`{|}~?.pkl",
            "per%2Fcent.pkl",
            "tab\tand\u007f.pkl"
        };
        for (String key : odd) {
            server.put("odd/" + key, Cli.EVIL);
        }
        Cli.Ran ran = cli().run("scan", "-f", "jsonl", "s3://models/odd");
        assertThat(ran.out())
                .contains("\"artifacts\":" + odd.length, "\"gaps\":0", "sp ace/pl+us.pkl", "per%252Fcent.pkl");
        assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
        for (String key : odd) {
            Cli.Ran one = cli().run("scan", "s3://models/odd/" + key);
            assertThat(one.code()).as(one.out()).isEqualTo(ExitCode.UNSAFE);
        }
    }

    @Test
    void aThousandObjectsARequestAndUnchangedNoOther() {
        for (int i = 0; i < 1_005; i++) {
            server.put("many/%04d.bin".formatted(i), new byte[] {(byte) i, 1});
        }
        server.put("many/evil.pkl", Cli.EVIL);
        Cli.Ran dry = cli().run("scan", "--dry-run", "s3://models/many/");
        assertThat(dry.out()).contains("in 1,006 files");
        Cli cli = cli().cache(folder.resolve("cache"));
        String first = cli.run("scan", "-q", "s3://models/many/").out();
        assertThat(first).contains("many/evil.pkl");
        Cli.Ran again = cli.run("scan", "s3://models/many/");
        assertThat(again.out()).contains("2 requests", "cache hit rate 100 %", "1,006 files");
        server.put("many/0000.bin", Cli.EVIL);
        assertThat(cli.run("scan", "s3://models/many/").out()).contains("many/0000.bin", "3 requests");
    }

    @Test
    void aTorchZipIsReadInPlaces() throws IOException {
        byte[] zip = torchZip(8 << 20);
        server.put("large.pt", zip);
        Cli.Ran ran = cli().run("scan", "-f", "json", "s3://models/large.pt");
        assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(ran.out()).contains("large.pt\"", "archive/data.pkl");
        long received = Long.parseLong(ran.out().replaceAll("(?s).*\"bytesReceived\": (\\d+).*", "$1"));
        assertThat(received).isPositive().isLessThan(zip.length / 10);
    }

    private static byte[] torchZip(int tensorBytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] tensor = new byte[tensorBytes];
        new Random(1).nextBytes(tensor);
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            add(zip, "archive/data.pkl", Cli.EVIL);
            add(zip, "archive/data/0", tensor);
            add(zip, "archive/version", new byte[] {'3', '\n'});
        }
        return out.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    @Test
    void whoMayNotReadIsToldWhatWasTried() throws IOException {
        server.put("evil.pkl", Cli.EVIL);
        Cli.Ran unsigned = anonymous().run("scan", "s3://models");
        assertThat(unsigned.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(unsigned.out().replaceAll("\\s+", " "))
                .contains("unreachable", "nothing was signed", "AWS_ACCESS_KEY_ID", "profile default");
        Cli wrong = cli();
        wrong.environment.put("AWS_SECRET_ACCESS_KEY", "anotherSecret");
        assertThat(wrong.run("scan", "s3://models").code()).isEqualTo(ExitCode.INCOMPLETE);
        Cli stranger = cli();
        stranger.environment.put("AWS_ACCESS_KEY_ID", "AKIDSTRANGER");
        assertThat(stranger.run("scan", "s3://models").code()).isEqualTo(ExitCode.INCOMPLETE);

        Path files = Files.createDirectories(folder.resolve(".aws"));
        Files.writeString(
                files.resolve("credentials"),
                "[other]\naws_access_key_id = " + S3Server.KEY_ID + "\naws_secret_access_key = " + S3Server.SECRET
                        + "\n");
        Files.writeString(
                files.resolve("config"), "[profile other]\nregion = eu-west-1\nendpoint_url = " + server.url() + "\n");
        Cli profile = new Cli(folder);
        profile.environment.put("HOME", folder.toString());
        assertThat(profile.run("scan", "--s3.profile", "other", "s3://models").code())
                .isEqualTo(ExitCode.UNSAFE);
    }

    @Test
    void aPublicStoreIsReadWithoutALogin() throws Exception {
        S3Server open = new S3Server(true);
        try {
            open.put("evil.pkl", Cli.EVIL);
            Cli cli = new Cli(folder);
            cli.environment.put("HOME", folder.toString());
            assertThat(cli.run("scan", "--s3.endpoint", open.url(), "s3://models")
                            .code())
                    .isEqualTo(ExitCode.UNSAFE);
        } finally {
            open.stop();
        }
    }

    @Test
    void noOutputAndNothingKeptHoldsTheLogin() throws IOException {
        server.put("evil.pkl", Cli.EVIL);
        Cli cli = cli().cache(folder.resolve("cache"));
        cli.environment.put("AWS_SESSION_TOKEN", "theSessionToken");
        for (String format : new String[] {"text", "json", "jsonl", "sarif"}) {
            Cli.Ran ran = cli.run(
                    "scan", "-v", "--progress", "always", "-f", format, "s3://models", "s3://models/none", "s3://none");
            assertThat(ran.out() + ran.err())
                    .contains("evil.pkl")
                    .doesNotContain(S3Server.SECRET, S3Server.KEY_ID, "theSessionToken", "AWS4-HMAC");
        }
        try (var files = Files.walk(folder.resolve("cache"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain(S3Server.SECRET, S3Server.KEY_ID, "theSessionToken");
            }
        }
    }

    /** The walk alone, with a machine's clock that is wrong by so much. */
    private void walk(Duration wrong, ThrowingConsumer<Artifact> each) throws Exception {
        RemoteOptions options = RemoteOptions.of(cli().environment, folder);
        InstantSource time = () -> InstantSource.system().instant().plus(wrong);
        try (RemoteClient client = new RemoteClient(options, new Progress())) {
            RecordingVisitor visitor = new RecordingVisitor();
            new S3Connector(client, S3Options.none(), options.environment(), folder, time)
                    .walk("s3://models", Clock.endless(), visitor);
            assertThat(visitor.artifacts).isNotEmpty();
            for (Artifact artifact : visitor.artifacts) {
                each.accept(artifact);
            }
        }
    }

    private interface ThrowingConsumer<T> {
        void accept(T value) throws Exception;
    }

    private static ByteSource open(Artifact artifact) throws IOException {
        return artifact.opener()
                .open(new Budget(
                        Limits.DEFAULT, Clock.endless(), new Memory(1 << 24, new Buffers(4)), artifact.sizeBytes()));
    }

    @Test
    void anObjectThatIsOverwrittenUnderTheScanIsChanged() throws Exception {
        byte[] large = new byte[4 << 20];
        server.put("large.bin", large);
        walk(Duration.ZERO, artifact -> {
            try (ByteSource source = open(artifact)) {
                assertThat(source.read(0, ByteBuffer.allocate(10))).isPositive();
                large[0] = 1;
                server.put("large.bin", large);
                assertThatThrownBy(() -> source.read(3 << 20, ByteBuffer.allocate(10)))
                        .isInstanceOf(ChangedException.class);
            }
            assertThatThrownBy(() -> open(artifact)).isInstanceOf(ChangedException.class);
        });
    }

    @Test
    void aWrongClockIsMendedOnce() throws Exception {
        server.put("good.pkl", Cli.BENIGN);
        for (int hours : new int[] {-5, 5}) {
            walk(Duration.ofHours(hours), artifact -> {
                try (ByteSource source = open(artifact)) {
                    assertThat(source.sizeBytes()).isEqualTo(Cli.BENIGN.length);
                }
            });
        }
    }

    @Test
    void anEmptyObjectIsJudgedAsOne() {
        server.put("marker/", new byte[0]).put("marker/good.pkl", Cli.BENIGN);
        Cli.Ran ran = cli().run("scan", "s3://models/marker/");
        assertThat(ran.code()).as(ran.out()).isEqualTo(ExitCode.CLEAN);
        assertThat(ran.out()).contains("2 files");
    }
}
