package dev.assay.app.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.launcher.Processes.Result;
import dev.assay.app.launcher.Processes.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher against JDKs that only print how they were started, and a build that only counts. */
class LauncherTest {
    private static final String DIGEST = "0123456789abcdef0123";

    @TempDir
    private Path scratch;

    private Path root;
    private Path dist;
    private Path builtWith;
    private Processes processes;

    @BeforeEach
    void layOut() throws IOException {
        processes = new Processes(scratch);
        root = Files.createDirectories(scratch.resolve("a folder"));
        dist = root.resolve("dist");
        builtWith = jdk("built with", "25.0.3");
        Files.copy(Processes.ROOT.resolve("assay"), root.resolve("assay"), COPY_ATTRIBUTES);
        Processes.copy(Processes.ROOT.resolve("bin"), root.resolve("bin"));
        dist(dist);
    }

    @ParameterizedTest
    @CsvSource({
        "--max-memory=100m, 52", "--max-memory=100MB, 52", "--max-memory=1GiB, 614", "--max-memory=1073741824, 614",
        "--max-memory=2g, 1228", "--max-memory=64m, 16", "--max-memory=1k, 16", "--max-memory=0064m, 16"
    })
    void theHeapLeavesRoomForTheRest(String option, int heapMegabytes) throws IOException, InterruptedException {
        assertThat(start(Map.of(), "scan", option, "x")).contains("-Xmx" + heapMegabytes + "m");
    }

    @Test
    void theLimitIsTakenFromTheEnvironmentUnlessTheCommandLineHasOne() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("ASSAY_MAX_MEMORY", "100m");
        assertThat(start(environment, "scan", "x")).contains("-Xmx52m", "-Dassay.maxMemory=104857600");
        assertThat(start(environment, "scan", "--max-memory", "64m", "x")).contains("-Xmx16m");
        assertThat(start(environment, "scan", "--", "--max-memory=64m")).contains("-Xmx52m");
    }

    @Test
    void withoutALimitItIsAShareOfWhatIsFree() throws IOException, InterruptedException {
        String heap = start(Map.of(), "scan").stream()
                .filter(argument -> argument.startsWith("-Xmx"))
                .findFirst()
                .orElseThrow();
        assertThat(Integer.parseInt(heap.substring(4, heap.length() - 1))).isBetween(16, 1228);
    }

    @ParameterizedTest
    @CsvSource({"--max-memory=1.5g", "--max-memory=much", "--max-memory=-5m", "--max-memory=99999999999999999999"})
    void whatIsNoSizeIsWrongUsage(String option) throws IOException, InterruptedException {
        Result result = run(Map.of(), "scan", option);
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains("not a size");
    }

    @Test
    void argumentsArriveAsTheyAre() throws IOException, InterruptedException {
        assertThat(start(Map.of(), "scan", "a b", "", "*", "--max-memory=64m", "--", "-x"))
                .endsWith("dev.assay.app.cli.Main", "scan", "a b", "", "*", "--max-memory=64m", "--", "-x");
    }

    @Test
    void aMissingJdkIsExplained() throws IOException, InterruptedException {
        // The folders that are searched are the machine's, so this asks the shared search itself.
        Result result =
                processes.run(scratch, Map.of(), List.of("sh", "-c", ". '" + root + "/bin/find-jdk'; explain_no_jdk"));
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("no JDK 25", "adoptium.net", "apt", "brew", "sdk install");
    }

    @Test
    void javaOptionsAreSplitAndNotExpanded() throws IOException, InterruptedException {
        assertThat(start(Map.of("ASSAY_JAVA_OPTS", "-Da=* -Db=1"), "scan"))
                .containsSubsequence("-XX:AOTCache=" + dist.resolve(DIGEST).resolve("assay.aot"), "-Da=*", "-Db=1");
    }

    @Test
    void aProfileIsRecordedWithoutTheCache() throws IOException, InterruptedException {
        for (String command : new String[] {"scan", "check"}) {
            assertThat(start(Map.of(), command, "--profile", "x.jfr"))
                    .anyMatch(option -> option.startsWith("-XX:StartFlightRecording=filename=x.jfr,settings=profile,"))
                    .noneMatch(argument -> argument.startsWith("-XX:AOTCache"));
        }
    }

    @Test
    void theCacheIsUsedWithTheJdkThatMadeItOnly() throws IOException, InterruptedException {
        String cache = "-XX:AOTCache=" + dist.resolve(DIGEST).resolve("assay.aot");
        assertThat(start(Map.of(), "scan")).contains(cache);
        Path other = jdk("other", "25.0.4");
        assertThat(start(Map.of("JAVA_HOME", other.toString()), "scan"))
                .contains("jdk=other")
                .doesNotContain(cache);
    }

    @Test
    void fileNamesAreUtf8WhateverTheLocale() throws IOException, InterruptedException {
        assertThat(start(Map.of("LANG", "C"), "scan")).contains("locale=C.UTF-8");
        assertThat(start(Map.of("LANG", "de_DE.UTF-8"), "scan")).contains("locale=");
        assertThat(start(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "POSIX"), "scan"))
                .contains("locale=C.UTF-8");
    }

    @Test
    void aJdkThatIsNot25IsPassedOver() throws IOException, InterruptedException {
        Path old = jdk("old", "17.0.15");
        Path fits = jdk("fits", "25");
        Path also = jdk("also", "250.0.1");
        Path newer = jdk("newer", "25.0.9");
        forgetBuilder();
        assertThat(start(Map.of("JAVA_HOME", old.toString(), "JAVA25_HOME", fits.toString()), "scan"))
                .contains("jdk=fits");
        assertThat(start(Map.of("JAVA_HOME", also.toString(), "PATH", newer.resolve("bin") + ":/usr/bin:/bin"), "scan"))
                .contains("jdk=newer");
    }

    @Test
    void whatJavaHomeNamesIsTakenAndOnThePathANewerOneIsPreferred() throws IOException, InterruptedException {
        Path first = jdk("first", "25.0.1");
        assertThat(start(Map.of("JAVA_HOME", first.toString()), "scan")).contains("jdk=first");

        Path old = jdk("old", "17.0.15");
        Path recent = jdk("recent", "25.0.5");
        forgetBuilder();
        Path sdkman = Files.createDirectories(scratch.resolve("home/.sdkman/candidates/java"));
        Files.createSymbolicLink(sdkman.resolve("25-tem"), recent);
        Path link = Files.createDirectories(scratch.resolve("links"));
        Files.createSymbolicLink(link.resolve("java"), first.resolve("bin/java"));
        // Which newer one it is depends on the machine.
        Result result = run(Map.of("JAVA_HOME", old.toString(), "PATH", link + ":/usr/bin:/bin"), "scan");
        assertThat(result.out()).doesNotContain("jdk=first");
    }

    @Test
    void buildsOnFirstUseAndWhenASourceChanges() throws IOException, InterruptedException {
        Path checkout = checkout("");
        Result first = run(checkout, Map.of(), "--version");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.err()).isEqualTo("assay: building (first use) ...\n");
        assertThat(first.out()).contains("jdk=built with");
        assertThat(run(checkout, Map.of(), "--version").err()).isEmpty();
        assertThat(builds(checkout)).isEqualTo(1);

        Files.setLastModifiedTime(
                checkout.resolve("engine/src/main/java/A.java"),
                FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
        assertThat(run(checkout, Map.of(), "--version").err()).isEqualTo("assay: building (sources changed) ...\n");
        assertThat(builds(checkout)).isEqualTo(2);
    }

    @Test
    void severalFirstUsesAtOnceBuildOnce() throws IOException, InterruptedException {
        Path checkout = checkout("sleep 0.5");
        // What a builder that was killed leaves behind: no process has this number.
        Files.createDirectories(checkout.resolve("app/target/dist"));
        Files.createSymbolicLink(checkout.resolve("app/target/dist/.build"), Path.of("999999999"));
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(processes.start(
                    scratch, Map.of(), List.of(checkout.resolve("assay").toString(), "--version")));
        }
        for (Running one : all) {
            Result result = one.await();
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out()).contains("jdk=built with");
        }
        assertThat(builds(checkout)).isEqualTo(1);
        assertThat(checkout.resolve("app/target/dist/.build")).doesNotExist();
    }

    @Test
    void aBuildThatFailsShowsWhyAndRunsNothing() throws IOException, InterruptedException {
        Path checkout = checkout("echo 'cannot find symbol'; exit 1");
        Result result = run(checkout, Map.of(), "--version");
        assertThat(result.exit()).isEqualTo(70);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("cannot find symbol").contains("the build failed");
        assertThat(checkout.resolve("app/target/dist/.build")).doesNotExist();
    }

    /** As if the JDK that made the build were gone: the launcher has to look for one. */
    private void forgetBuilder() throws IOException {
        Files.writeString(dist.resolve(DIGEST).resolve("jdk"), "\"25.0.3\"\n/nowhere\n");
    }

    private long builds(Path checkout) throws IOException {
        return Files.readAllLines(checkout.resolve("builds"), UTF_8).size();
    }

    /** The lines that the fake java printed. */
    private List<String> start(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Result result = run(environment, arguments);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        return List.of(result.out().split("\n", -1)).subList(0, result.out().split("\n", -1).length - 1);
    }

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return run(root, environment, arguments);
    }

    private Result run(Path home, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("assay").toString());
        command.addAll(List.of(arguments));
        return processes.run(scratch, new HashMap<>(environment), command);
    }

    private Path checkout(String build) throws IOException {
        Path checkout = Files.createDirectories(scratch.resolve("a checkout"));
        Files.copy(root.resolve("assay"), checkout.resolve("assay"), COPY_ATTRIBUTES);
        Processes.copy(root.resolve("bin"), checkout.resolve("bin"));
        Files.writeString(checkout.resolve("pom.xml"), "");
        Files.createDirectories(checkout.resolve("app/src/build"));
        Files.createDirectories(checkout.resolve("engine/src/main/java"));
        Files.writeString(checkout.resolve("engine/src/main/java/A.java"), "");
        script(
                checkout.resolve("mvnw"),
                "cd \"${0%/*}\"",
                "echo built >>builds",
                build,
                "cp -R '" + dist + "'/. app/target/dist",
                "touch app/target/dist/current");
        return checkout;
    }

    private void dist(Path folder) throws IOException {
        Path build = Files.createDirectories(folder.resolve(DIGEST));
        Files.createDirectories(build.resolve("lib"));
        Files.createDirectories(build.resolve("native"));
        Files.writeString(folder.resolve("current"), DIGEST + "\n");
        Files.writeString(build.resolve("classpath"), "a.jar\nb.jar\n");
        Files.writeString(build.resolve("jvm.options"), "");
        Files.writeString(build.resolve("assay.aot"), "");
        Files.writeString(build.resolve("jdk"), "\"25.0.3\"\n" + builtWith + "\n");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(scratch.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nLIBC=\"gnu\"\n");
        script(
                home.resolve("bin/java"),
                "echo \"jdk=" + name + "\"",
                "echo \"locale=${LC_ALL-}\"",
                "printf '%s\\n' \"$@\"");
        return home;
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
