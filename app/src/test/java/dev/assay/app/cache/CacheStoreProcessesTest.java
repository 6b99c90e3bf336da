package dev.assay.app.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cache.CacheStore.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheStoreProcessesTest {
    @TempDir
    Path folder;

    private final List<String> notices = new ArrayList<>();

    private CacheStore open() {
        return new CacheStore(
                Settings.of(folder.resolve("cache"), List.of()).atOnce(), InstantSource.system(), notices::add);
    }

    @Test
    void twoProcessesShareOneStore() throws Exception {
        Process first = StoreProcess.start(folder, 0, 3000);
        Process second = StoreProcess.start(folder, 3000, 3000);
        String firstSaid = new String(first.getInputStream().readAllBytes(), UTF_8);
        String secondSaid = new String(second.getInputStream().readAllBytes(), UTF_8);
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(firstSaid).contains("found 3000").doesNotContain("NOTICE");
        assertThat(secondSaid).contains("found 3000").doesNotContain("NOTICE");
        try (CacheStore store = open()) {
            assertThat(store.stats().files()).isEqualTo(6000);
            assertThat(store.verify().removed()).isZero();
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aKilledProcessDamagesNothing() throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 4; round++) {
            Process process = StoreProcess.start(folder, 0, 1_000_000);
            waitUntilItKeeps(process);
            while (entries() == 0) {
                Thread.sleep(20); // the first batch is written after a second
            }
            Thread.sleep(random.nextInt(400));
            process.destroyForcibly().waitFor();
            try (CacheStore store = open()) {
                CacheStore.Check check = store.verify();
                assertThat(check.problems()).isEmpty();
                assertThat(check.removed()).isZero();
                assertThat(store.facts().get(Samples.key(0))).contains(Samples.decoded(0, 5));
            }
        }
        assertThat(notices).isEmpty();
    }

    private long entries() {
        try (CacheStore store = open()) {
            return store.stats().entries();
        }
    }

    private static void waitUntilItKeeps(Process process) throws IOException {
        BufferedReader said = process.inputReader(UTF_8);
        String line = said.readLine();
        while (line != null && !line.startsWith("kept")) {
            line = said.readLine();
        }
        assertThat(line).isNotNull();
        Thread.ofVirtual().start(() -> drain(said)); // so that it never waits for us
    }

    private static void drain(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // it was killed
        }
    }
}
