package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.assay.app.cli.Cli.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Feeds that are signed or known by a digest, and what somebody does who answers in the server's place. */
class SignedFeedTest {
    private static final String OCTOBER = "# date: 2026-10-01\nnpm evil-october\nnpm evil-september\n";
    private static final String SEPTEMBER = "# date: 2026-09-01\nnpm evil-september\nnpm other\n";

    @TempDir
    Path folder;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private volatile String tag = "";
    private HttpServer server;
    private Cli cli;
    private KeyPair keys;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = files.get(exchange.getRequestURI().getPath());
            try (exchange) {
                exchange.getResponseHeaders().set("ETag", tag.isEmpty() ? "\"" + Arrays.hashCode(body) + "\"" : tag);
                boolean same = ("\"" + Arrays.hashCode(body) + "\"")
                        .equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
                exchange.sendResponseHeaders(
                        body == null ? 404 : same ? 304 : 200, body == null || same ? -1 : body.length);
                if (body != null && !same) {
                    exchange.getResponseBody().write(body);
                }
            }
        });
        server.start();
        cli = new Cli(folder);
        cli.environment.put("ASSAY_DATA_DIR", folder.resolve("data").toString());
        cli.environment.put("ASSAY_HTTP_RETRIES", "0");
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Ran update(String... more) {
        String source = "ours=http://127.0.0.1:" + server.getAddress().getPort() + "/feed.txt";
        return cli.run(Stream.concat(Stream.of("data", "update", "ours", "--source", source), Stream.of(more))
                .toArray(String[]::new));
    }

    private static void put(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static byte[] blob(KeyPair of) {
        byte[] encoded = of.getPublic().getEncoded();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, "ssh-ed25519".getBytes(US_ASCII));
        put(out, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        return out.toByteArray();
    }

    private static String line(KeyPair of) {
        return "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob(of));
    }

    /** By PROTOCOL.sshsig. */
    private static byte[] signature(KeyPair by, String namespace, byte[] content) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-512").digest(content);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes("SSHSIG".getBytes(US_ASCII));
        put(signed, namespace.getBytes(US_ASCII));
        put(signed, new byte[0]);
        put(signed, "sha512".getBytes(US_ASCII));
        put(signed, digest);
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(by.getPrivate());
        signer.update(signed.toByteArray());
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        put(raw, "ssh-ed25519".getBytes(US_ASCII));
        put(raw, signer.sign());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("SSHSIG".getBytes(US_ASCII));
        out.writeBytes(new byte[] {0, 0, 0, 1});
        put(out, blob(by));
        put(out, namespace.getBytes(US_ASCII));
        put(out, new byte[0]);
        put(out, "sha512".getBytes(US_ASCII));
        put(out, raw.toByteArray());
        return ("-----BEGIN SSH SIGNATURE-----\n"
                        + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(out.toByteArray())
                        + "\n-----END SSH SIGNATURE-----\n")
                .getBytes(US_ASCII);
    }

    private void publish(String feed) throws GeneralSecurityException {
        files.put("/feed.txt", feed.getBytes(UTF_8));
        files.put("/feed.txt.sig", signature(keys, "assay-feed", feed.getBytes(UTF_8)));
    }

    private int check(String name) {
        return cli.run("check", "--offline", "pkg:npm/" + name).code();
    }

    private void isRefused(Ran ran, String why) {
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.err()).contains("ours: ", why, "what was there stays");
        assertThat(check("evil-october")).isEqualTo(ExitCode.UNSAFE);
    }

    @Test
    void aSignedFeedIsTakenAndNeverGoesBack() throws Exception {
        publish(OCTOBER);
        String key = "ours=" + line(keys) + " security@example.org";
        assertThat(update("--verify", key).out()).contains("ours", "taken, 2 entries, of 2026-10-01");
        assertThat(check("evil-october")).isEqualTo(ExitCode.UNSAFE);
        assertThat(update("--verify", key).out()).contains("unchanged");
        assertThat(cli.run("data", "status").out()).contains(", signed with SHA256:");

        publish(SEPTEMBER);
        isRefused(update("--verify", key), "older than what is there");
        files.put("/feed.txt", OCTOBER.replace("evil", "good").getBytes(UTF_8));
        isRefused(update("--verify", key), "its signature is not of what is in it");
        files.remove("/feed.txt.sig");
        isRefused(update("--verify", key), "its signature (.sig) cannot be had");
        isRefused(update("--allow-unverified"), "was signed with the key SHA256:"); // nobody may forget to ask
        byte[] undated = "npm evil-a\nnpm evil-b\n".getBytes(UTF_8);
        files.put("/feed.txt", undated);
        files.put("/feed.txt.sig", signature(keys, "assay-feed", undated));
        isRefused(update("--verify", key), "says no date");

        byte[] next = OCTOBER.replace("10-01", "11-01").getBytes(UTF_8);
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        files.put("/feed.txt", next);
        files.put("/feed.txt.sig", signature(others, "assay-feed", next));
        isRefused(update("--verify", key), "signed with another key");
        isRefused(update("--verify", "ours=" + line(others)), "so with another one now");
        files.put("/feed.txt.sig", signature(keys, "file", next));
        isRefused(update("--verify", key), "for another purpose");
        files.put("/feed.txt.sig", "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----".getBytes(UTF_8));
        isRefused(update("--verify", key), "none of ssh-keygen");
        files.put("/feed.txt.sig", signature(others, "assay-feed", next));
        assertThat(update("--verify", "ours=" + line(others), "--allow-older").code())
                .isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void aDigestIsOneState() throws Exception {
        publish(OCTOBER);
        String pin =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(OCTOBER.getBytes(UTF_8)));
        assertThat(update("--verify", "ours=sha256:" + pin).code()).isEqualTo(ExitCode.CLEAN);
        assertThat(update("--verify", "ours=sha256:" + pin).out()).contains("unchanged");
        publish(OCTOBER.replace("10-01", "10-02"));
        isRefused(update("--verify", "ours=sha256:" + pin), "and not sha256:" + pin + " as --verify says");
        for (String wrong : new String[] {"ours=sha256:00", "ours=ssh-rsa AAAA", "ours=ssh-ed25519 AAAA", "ours="}) {
            Ran ran = update("--verify", wrong);
            assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
            assertThat(ran.err()).contains("--verify: ours: ").doesNotContain("base64");
        }
    }

    /** Else who misspells a name is given what nobody has signed. */
    @Test
    void aProofOfWhatIsNotTakenIsAnError() throws Exception {
        publish(OCTOBER);
        String key = line(keys);
        for (String wrong : new String[] {"our=" + key, "osv=" + key, "ours", "ourssha256:00"}) {
            Ran ran = update("--verify", wrong);
            assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
            assertThat(ran.err()).contains("--verify: nothing that is taken is called ");
        }
        assertThat(update("--verify", "our=" + key).err()).contains("; did you mean ours?");
        assertThat(update("--verify", "ours=" + key, "--verify", "ours=sha256:" + "0".repeat(64))
                        .err())
                .contains("there are two for ours");
        Files.writeString(folder.resolve("ours.txt"), OCTOBER);
        assertThat(cli.run("data", "import", "ours.txt", "--verify", "theirs=" + key)
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("data", "status").out()).contains("nothing is kept");
    }

    /** After a date that is to come everything is older: it would lock the feed's own readers out. */
    @Test
    void aDateThatIsToComeIsNone() throws Exception {
        String far = OCTOBER.replace("2026-10-01", "9999-10-01");
        publish(far);
        Ran ran = update("--allow-unverified");
        assertThat(ran.out()).contains("taken, 2 entries").doesNotContain("9999");
        assertThat(ran.err()).contains("line 1: no date that has been");
        publish(SEPTEMBER);
        assertThat(update("--allow-unverified").out()).contains("taken, 2 entries, of 2026-09-01");
    }

    @Test
    void aListOfNamesMayNotBeOfADayThatIsToComeEither() throws IOException {
        Files.writeString(folder.resolve("names.txt"), "# date: 9999-10-01\nlodash\nreact\n");
        assertThat(cli.run("data", "import", "names.txt", "--popular", "npm", "--allow-older")
                        .out())
                .contains("taken, 2 entries")
                .doesNotContain("9999");
        Files.writeString(folder.resolve("names.txt"), "# date: 2026-10-01\nlodash\nreact\n");
        assertThat(cli.run("data", "import", "names.txt", "--popular", "npm").out())
                .contains("of 2026-10-01");
    }

    /** What a server calls a state is sent back to it, and stands in the catalogue: neither may break by it. */
    @Test
    void aTagThatCannotBeSentBackIsNotKept() throws Exception {
        publish(OCTOBER);
        for (String each : new String[] {"\"\u00e9\"", "\"" + "x".repeat(100_000) + "\"", "\"a\tb\""}) {
            tag = each;
            for (int i = 0; i < 2; i++) {
                Ran ran = update("--allow-unverified");
                assertThat(ran.err()).isEmpty();
                assertThat(ran.code()).isEqualTo(ExitCode.CLEAN);
            }
        }
        assertThat(Files.size(folder.resolve("data/catalogue.tsv"))).isLessThan(2_000);
    }

    /** What comes over a network is proved, or somebody says that it need not be: nothing is asked for before. */
    @Test
    void withoutAProofNothingIsFetched() throws Exception {
        publish(OCTOBER);
        String http = "http://127.0.0.1:" + server.getAddress().getPort() + "/feed.txt";
        for (String source : List.of(
                "ours=" + http,
                "ours=https://127.0.0.1/feed.txt",
                "osv/npm=" + http,
                "osv=" + http,
                "popular/npm=" + http)) {
            String name = source.substring(0, source.indexOf('='));
            Ran ran = cli.run("data", "update", name, "--source", source);
            assertThat(ran.code()).as(source).isEqualTo(ExitCode.USAGE);
            assertThat(ran.err()).contains("nothing proves whose " + name, "--verify " + name, "--allow-unverified");
        }
        Ran other = cli.run(
                "data",
                "update",
                "ours",
                "theirs",
                "--source",
                "ours=" + http,
                "--source",
                "theirs=" + http,
                "--verify",
                "ours=" + line(keys));
        assertThat(other.err()).contains("nothing proves whose theirs is");
        assertThat(cli.run("data", "status").out()).contains("nothing is kept");
        assertThat(cli.run("data", "update", "ours", "--source", "ours=" + http, "--allow-unverified")
                        .code())
                .isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void whatIsSecretOfAnAddressIsNotKept() throws Exception {
        publish(OCTOBER);
        String source = "ours=http://127.0.0.1:" + server.getAddress().getPort() + "/feed.txt?token=abcdef";
        assertThat(cli.run("data", "update", "ours", "--source", source, "--allow-unverified")
                        .code())
                .isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("data", "update", "ours", "--source", source, "--allow-unverified")
                        .out())
                .contains("unchanged");
        assertThat(cli.run("data", "status").out()).contains("token=***").doesNotContain("abcdef");
        assertThat(Files.readString(folder.resolve("data/catalogue.tsv"))).doesNotContain("abcdef");
        Ran ran = cli.run("data", "update", "ours", "--source", "ours=http://me:abcdef@127.0.0.1/feed.txt");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("put them into ~/.netrc").doesNotContain("abcdef");
    }

    @Test
    void aFileIsTakenWithTheSignatureBesideIt() throws Exception {
        assertThat(cli.run("data", "import", "none.txt").err()).contains("there is no file none.txt");
        Files.writeString(folder.resolve("ours.txt"), OCTOBER);
        String key = "ours=" + line(keys);
        assertThat(cli.run("data", "import", "ours.txt", "--verify", key).err()).contains("there is no ours.txt.sig");
        Files.write(folder.resolve("ours.txt.sig"), signature(keys, "assay-feed", OCTOBER.getBytes(UTF_8)));
        assertThat(cli.run("data", "import", "ours.txt", "--verify", key).code())
                .isEqualTo(ExitCode.CLEAN);
    }

    /** Any change of the content is found, and one of the signature is a reason and nothing else. */
    @Test
    void whatIsBrokenAnywhereIsNotTaken() throws Exception {
        Path file = folder.resolve("ours.txt");
        Path beside = folder.resolve("ours.txt.sig");
        byte[] content = OCTOBER.getBytes(UTF_8);
        byte[] signature = signature(keys, "assay-feed", content);
        String key = "ours=" + line(keys);
        Random random = new Random(20261127);
        for (int n = 0; n < 200; n++) {
            boolean isContent = n % 4 == 0;
            byte[] broken = (isContent ? content : signature).clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, isContent ? broken : content);
            Files.write(beside, isContent ? signature : broken);
            Ran ran = cli.run("data", "import", "ours.txt", "--verify", key);
            assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.USAGE);
            assertThat(ran.err()).startsWith("assay: ours.txt: ").hasLineCount(1);
        }
        Files.write(file, content);
        Files.writeString(beside, new String(signature, US_ASCII).replace("\n", "\r\n")); // as mail and Windows have it
        assertThat(cli.run("data", "import", "ours.txt", "--verify", key).code())
                .isEqualTo(ExitCode.CLEAN);
    }

    /** What is checked is what is taken: a pipe can be read once. */
    @Test
    @Timeout(30)
    void aFileThatMustBeProvedIsReadOnce() throws Exception {
        Path tool = Path.of("/usr/bin/mkfifo");
        assumeTrue(Files.isExecutable(tool));
        ssh(tool, "ours.txt");
        Path pipe = folder.resolve("ours.txt");
        Thread.ofVirtual().start(() -> {
            try {
                Files.writeString(pipe, OCTOBER);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Files.write(folder.resolve("ours.txt.sig"), signature(keys, "assay-feed", OCTOBER.getBytes(UTF_8)));
        assertThat(cli.run("data", "import", "ours.txt", "--verify", "ours=" + line(keys))
                        .code())
                .isEqualTo(ExitCode.CLEAN);
    }

    /** What OpenSSH makes is what we check. */
    @Test
    void signaturesOfSshKeygenAreRead() throws Exception {
        Path tool = Path.of("/usr/bin/ssh-keygen");
        assumeTrue(Files.isExecutable(tool));
        Files.writeString(folder.resolve("ours.txt"), OCTOBER);
        ssh(tool, "-q", "-t", "ed25519", "-N", "", "-C", "a b", "-f", "key");
        ssh(tool, "-q", "-Y", "sign", "-f", "key", "-n", "assay-feed", "ours.txt");
        String key = "ours=" + Files.readString(folder.resolve("key.pub"));
        Ran ran = cli.run("data", "import", "ours.txt", "--verify", key);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(ExitCode.CLEAN);
        Files.writeString(folder.resolve("ours.txt"), OCTOBER + "npm more\n");
        assertThat(cli.run("data", "import", "ours.txt", "--verify", key).err())
                .contains("its signature is not of what is in it");
    }

    private void ssh(Path tool, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(tool.toString()), Stream.of(arguments))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor()).isZero();
    }
}
