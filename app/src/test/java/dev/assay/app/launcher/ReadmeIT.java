package dev.assay.app.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.launcher.Processes.Result;
import dev.assay.connectors.git.GitFolder;
import dev.assay.connectors.github.FakeGitHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows is what happens: each of its commands is run, by a shell, as somebody would who copies it. */
class ReadmeIT {
    /** Runs {@code os.system('id')} when it is unpickled. */
    private static final String EVIL = "cos\nsystem\n(S'id'\ntR.";

    /** It runs this test. */
    private static final Set<String> NOT_RUN = Set.of("./mvnw verify");

    /** A number with its unit, which is another one on another day. */
    private static final Pattern FIGURE = Pattern.compile("\\d[\\d.,]* (?:ms|s|min|h|bytes|[kMGT]?B)(?:/s)?(?!\\w)");

    @TempDir
    private Path scratch;

    private Path release;
    private Processes processes;
    private FakeGitHub server;

    /** One code block. */
    private record Block(String language, List<String> lines) {}

    @BeforeEach
    void layOut() throws IOException, GitAPIException {
        processes = new Processes(scratch);
        server = new FakeGitHub();
        server.repository("ORG/web")
                .commit(Map.of("requirements.txt", "reqeusts\nordinary-piece==1.0\n".getBytes(UTF_8)));
        release = Files.createDirectory(scratch.resolve("assay"));
        Files.copy(Processes.ROOT.resolve("assay"), release.resolve("assay"), COPY_ATTRIBUTES);
        Processes.copy(Processes.ROOT.resolve("bin"), release.resolve("bin"));
        Processes.copy(Path.of("target", "dist"), release.resolve("dist"));
        try (GitFolder tree = new GitFolder(release)) {
            tree.git().commit().setMessage("first").setSign(false).call();
        }
        Path models = Files.createDirectory(release.resolve("models"));
        Files.writeString(models.resolve("vectorizer.pkl"), EVIL);
        Files.writeString(release.resolve("model.pkl"), EVIL);
        Files.writeString(release.resolve("requirements.txt"), "reqeusts\n");
        Files.writeString(release.resolve("package.json"), "{\"dependencies\": {\"lodahs\": \"4\"}}\n");
        Files.writeString(release.resolve("new.csv"), "ecosystem,name,versions\npypi,ordinary-piece,1.0\n");
        Path feed =
                Files.writeString(release.resolve("feed.csv"), "ecosystem,name,versions\npypi,never-taken-piece,1.0\n");
        Files.writeString(release.resolve("feed.sha256"), sha256(feed) + "\n");
        Files.writeString(release.resolve("Cargo.toml"), "[dependencies]\nserde = \"1\"\n");
        Path src = Files.createDirectory(release.resolve("src"));
        Files.writeString(src.resolve("sums.py"), "import hashlib\nprint(hashlib.md5(b'x').hexdigest())\n");
        Files.copy(
                Processes.ROOT.resolve(
                        "detectors/src/test/resources/real/torch/2.13.0/module-transformer-layer-zip.pt"),
                models.resolve("encoder.pt"));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Block open = null;
        for (String line : Files.readAllLines(Processes.ROOT.resolve("README.md"))) {
            if (!line.startsWith("```")) {
                if (open != null) {
                    open.lines().add(line);
                }
            } else if (open == null) {
                open = new Block(line.substring(3), new ArrayList<>());
            } else {
                blocks.add(open);
                open = null;
            }
        }
        assertThat(open).as("a code block without an end").isNull();
        return blocks;
    }

    /** The commands of the {@code sh} blocks, in order, without what is said behind them. */
    private static List<String> commands() throws IOException {
        return blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.lines().stream())
                .map(line -> line.replaceFirst("(^|\\s+)#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private Result shell(String command) throws IOException, InterruptedException {
        return processes.run(
                release,
                Map.of(
                        "LANG", "C.UTF-8",
                        "COLUMNS", "80",
                        "ASSAY_GITHUB_URL", server.url(),
                        "ASSAY_STATE_DIR", scratch.resolve("state").toString(),
                        "GITHUB_TOKEN", "nobodys-token"),
                List.of("/bin/sh", "-euc", command + "\n"));
    }

    @Test
    void everyCommandRuns() throws IOException, InterruptedException {
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThan(5).contains("./mvnw verify");
        for (String command : commands) {
            if (NOT_RUN.contains(command)) {
                continue;
            }
            Result result = shell(command.replace("FILE-OR-FOLDER...", "models"));
            assertThat(result.exit()).as(command + "\n" + result.err()).isBetween(0, 2);
            assertThat(result.err()).as(command).isEmpty();
            if (command.matches(".*\\b(scan|inspect)\\b.*") && !command.contains("--help")) {
                assertThat(result.exit()).as(command).isEqualTo(command.contains("--baseline") ? 0 : 1);
            } else if (command.contains("assay sweep")) {
                assertThat(result.exit())
                        .as(command)
                        .isEqualTo(command.contains("new.csv") ? 1 : 0); // a look-alike is low
            } else if (command.contains("assay check")) {
                assertThat(result.exit()).as(command).isNotZero(); // look-alikes, and no registry was asked
            } else {
                assertThat(result.exit()).as(command + "\n" + result.out()).isZero();
            }
            for (String file :
                    List.of("assay.sarif", "report.json", "bom.json", "assay.bash", "report.html", "sweep.sarif")) {
                if (command.contains(file)) {
                    assertThat(release.resolve(file)).as(command).isNotEmptyFile();
                }
            }
        }
    }

    @Test
    void theExampleIsWhatIsPrinted() throws IOException, InterruptedException {
        List<Block> examples = blocks().stream()
                .filter(block -> block.language().equals("console"))
                .toList();
        assertThat(examples).isNotEmpty();
        for (Block example : examples) {
            assertThat(example.lines().getFirst()).startsWith("$ ");
            Result result = shell(example.lines().getFirst().substring(2));
            String shown =
                    String.join("\n", example.lines().subList(1, example.lines().size()));
            assertThat(result.out()).contains("UNSAFE", "os.system");
            assertThat(normal(result.out())).matches(pattern(normal(shown)));
        }
    }

    /** On one line, with {@code N} for each figure: those of time differ, and so may a file's size with the library's version. */
    private static String normal(String text) {
        return FIGURE.matcher(text.strip().replaceAll("\\s+", " ")).replaceAll("N");
    }

    /** {@code ...} stands for what was left out. */
    private static Pattern pattern(String shown) {
        StringBuilder pattern = new StringBuilder();
        for (String part : shown.split("\\.\\.\\.", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*?").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString());
    }

    /** The table of exit codes names every one there is. */
    @Test
    void theExitCodesAreThoseOfTheHelp() throws IOException, InterruptedException {
        String help = shell("./assay --help").out().replaceAll("\\s+", " ");
        String codes = help.substring(help.indexOf("Exit codes:"));
        for (String line : Files.readAllLines(Processes.ROOT.resolve("README.md"), UTF_8)) {
            if (line.matches("\\| \\d+ \\| .*")) {
                String[] cells = line.split("[|:;]");
                assertThat(codes).contains(cells[1].strip() + " " + cells[2].strip());
            }
        }
    }
}
