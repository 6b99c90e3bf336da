package dev.assay.app.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.launcher.Processes.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build laid out runs as it should, and never with another build's cache. */
class DistIT {
    /** The JVM refuses to start when it cannot use the cache: without it, a cache that does not fit is only slow. */
    private static final String CACHE_OR_FAIL = "-XX:AOTMode=on";

    @TempDir
    private Path scratch;

    private Path release;
    private Processes processes;

    @BeforeEach
    void layOut() throws IOException {
        processes = new Processes(scratch);
        release = Files.createDirectories(scratch.resolve("a release"));
        Files.copy(Processes.ROOT.resolve("assay"), release.resolve("assay"), COPY_ATTRIBUTES);
        Processes.copy(Processes.ROOT.resolve("bin"), release.resolve("bin"));
    }

    @Test
    void runsWithItsCacheFromAnywhere() throws IOException, InterruptedException {
        Path built = Path.of("target", "dist");
        String digest = Files.readString(built.resolve("current"), UTF_8).strip();
        Files.createDirectories(release.resolve("dist"));
        Processes.copy(built.resolve("current"), release.resolve("dist").resolve("current"));
        Processes.copy(built.resolve(digest), release.resolve("dist").resolve(digest));
        Path link = Files.createSymbolicLink(scratch.resolve("linked"), Path.of("a release", "assay"));

        Result result = processes.run(
                scratch, Map.of("ASSAY_JAVA_OPTS", CACHE_OR_FAIL, "LANG", "C"), List.of(link.toString(), "--version"));

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("assay ");
        assertThat(result.exit()).isZero();
    }

    /** Who asks for help sends it away. */
    @Test
    void aProfileHasNothingOfTheEnvironmentAndOfNoCommandLine() throws IOException, InterruptedException {
        assertThat(makeDist(jar("profiled", "Main.main(args);")).exit()).isZero();
        Path profile = scratch.resolve("p.jfr");
        Result result = processes.run(
                scratch,
                Map.of("JAVA_HOME", Processes.javaHome().toString(), "GITHUB_TOKEN", "planted-in-the-environment"),
                List.of(
                        release.resolve("assay").toString(),
                        "scan",
                        "--profile",
                        profile.toString(),
                        "https://h/x?X-Amz-Signature=planted-in-the-line"));
        assertThat(result.exit()).as(result.err()).isZero();
        List<RecordedEvent> events = RecordingFile.readAllEvents(profile);
        assertThat(events).hasSizeGreaterThan(50);
        assertThat(events).noneMatch(event -> event.toString().contains("planted"));
        assertThat(Files.readString(profile, ISO_8859_1)).doesNotContain("planted");
    }

    @Test
    void aChangedClassIsRunEvenWhenItsJarKeepsNameAndPlace() throws IOException, InterruptedException {
        assertThat(buildAndRun("one")).isEqualTo(new Result(0, "one\n", ""));
        Path first = current();
        assertThat(buildAndRun("two")).isEqualTo(new Result(0, "two\n", ""));
        // Something may still run from the build that was just superseded; an hour later it goes.
        assertThat(first).exists();
        Files.setLastModifiedTime(first, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        assertThat(buildAndRun("two")).isEqualTo(new Result(0, "two\n", ""));
        assertThat(first).doesNotExist();
    }

    private Path current() throws IOException {
        return release.resolve("dist")
                .resolve(Files.readString(release.resolve("dist").resolve("current"), UTF_8)
                        .strip());
    }

    @Test
    void aTrainingThatFailsFailsTheBuild() throws IOException, InterruptedException {
        Path jar = jar("ignored", "throw new IllegalStateException(\"no such option\");");
        Result result = makeDist(jar);
        assertThat(result.exit()).isNotZero();
        assertThat(result.err()).contains("no such option").contains("the training run failed");
        assertThat(release.resolve("dist").resolve("current")).doesNotExist();
    }

    private Result buildAndRun(String said) throws IOException, InterruptedException {
        Result made = makeDist(jar(said, "Main.main(args);"));
        assertThat(made.exit()).as(made.err()).isZero();
        return processes.run(
                scratch,
                Map.of(
                        "ASSAY_JAVA_OPTS",
                        CACHE_OR_FAIL,
                        "JAVA_HOME",
                        Processes.javaHome().toString()),
                List.of(release.resolve("assay").toString()));
    }

    private Result makeDist(Path jar) throws IOException, InterruptedException {
        Path classPath = Files.writeString(scratch.resolve("classpath.txt"), "");
        Path training = Files.writeString(scratch.resolve("training.txt"), "");
        return processes.run(
                scratch,
                Map.of(),
                List.of(
                        Processes.javaHome().resolve("bin/java").toString(),
                        Path.of("src/build/java/MakeDist.java").toAbsolutePath().toString(),
                        release.resolve("dist").toString(),
                        jar.toString(),
                        classPath.toString(),
                        Path.of("src/main/launcher/jvm.options")
                                .toAbsolutePath()
                                .toString(),
                        training.toString(),
                        "2026-01-01T00:00:00.000"));
    }

    private Path jar(String said, String training) throws IOException {
        Path sources = Files.createDirectories(scratch.resolve("sources"));
        Path main = Files.writeString(
                sources.resolve("Main.java"),
                "package dev.assay.app.cli; public class Main { public static void main(String[] args) {"
                        + " System.out.println(\"" + said + "\"); } }");
        Path trainer = Files.writeString(
                sources.resolve("Training.java"),
                "package dev.assay.app.cli; public class Training { public static void main(String[] args) {" + training
                        + "} }");
        Path classes = Files.createDirectories(scratch.resolve("classes"));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), main.toString(), trainer.toString());
        assertThat(compiled).isZero();
        Path jar = scratch.resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }
}
