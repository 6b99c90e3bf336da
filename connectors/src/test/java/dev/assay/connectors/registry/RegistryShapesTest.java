package dev.assay.connectors.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.registry.FakeRegistries.Published;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Aspect;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.fact.RegistryRecord.Trait;
import dev.assay.engine.scan.Registries.Detail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood of what each registry says, in the shapes that they have. */
@Timeout(60)
class RegistryShapesTest {
    private static final long FIRST = Instant.parse("2015-03-01T10:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("2025-11-01T10:00:00Z").toEpochMilli();
    private static final Published OLD = Published.established("ann", "https://github.com/ann/thing");

    private final FakeRegistries fake = new FakeRegistries();

    @TempDir
    Path home;

    private RegistryFixture net;

    @BeforeEach
    void open() throws IOException {
        net = RegistryFixture.of(fake, home);
    }

    @AfterEach
    void close() {
        net.close();
        fake.close();
    }

    @ParameterizedTest
    @CsvSource({
        "npm, thing, 3",
        "npm, @ann/thing, 3",
        "pypi, thing, 3",
        "cargo, thing, 2",
        "maven, org.ann:thing, 2",
        "golang, github.com/Ann/Thing, 4",
        "gem, thing, 2",
        "nuget, thing, 2",
        "composer, ann/thing, 2"
    })
    void thereIsOneSinceThen(String type, String name, long releases) throws IOException {
        fake.publish(type, name, OLD);
        for (Detail detail : List.of(Detail.HISTORY, Detail.USE)) {
            RegistryRecord known = net.ask(type, name, detail);
            assertThat(known.existence()).isEqualTo(Existence.EXISTS);
            assertThat(known.releases().count()).isEqualTo(releases);
            assertThat(known.releases().firstMillis()).as("first").isEqualTo(FIRST);
            assertThat(known.releases().latestMillis()).as("latest").isEqualTo(LATEST);
            assertThat(known.sources()).containsEntry(Aspect.DATES, "127.0.0.1");
        }
        assertThat(net.ask(type, name, Detail.EXISTENCE).existence()).isEqualTo(Existence.EXISTS);
    }

    @ParameterizedTest
    @CsvSource({
        "npm, thing",
        "npm, @ann/thing",
        "pypi, thing",
        "cargo, some_other-thing",
        "maven, org.ann:thing",
        "golang, github.com/ann/thing",
        "gem, thing",
        "nuget, thing",
        "composer, ann/thing"
    })
    void thereIsNone(String type, String name) throws IOException {
        for (Detail detail : Detail.values()) {
            RegistryRecord known = net.ask(type, name, detail);
            assertThat(known.existence()).as(detail.name()).isEqualTo(Existence.ABSENT);
            assertThat(known.sources()).containsOnlyKeys(Aspect.EXISTENCE);
        }
    }

    @ParameterizedTest
    @CsvSource({"npm, thing, 30", "pypi, thing, 30", "cargo, thing, 90", "gem, thing, 0", "composer, ann/thing, 30"})
    void whoPublishesItAndHowMuchItIsUsed(String type, String name, int days) throws IOException {
        fake.publish(type, name, OLD);
        for (Detail detail : List.of(Detail.USE, Detail.COMPARISON)) {
            RegistryRecord known = net.ask(type, name, detail);
            assertThat(known.owners()).first().isEqualTo("ann");
            assertThat(known.repository()).isEqualTo("https://github.com/ann/thing");
            assertThat(known.downloads()).isEqualTo(new RegistryRecord.Downloads(5_000_000, days));
        }
    }

    @Test
    void npmTellsOfTheLatestVersionAndNotOfOthers() throws IOException {
        fake.publish("npm", "thing", OLD);
        RegistryRecord full = net.ask("npm", "thing", Detail.HISTORY);
        assertThat(full.traits()).containsEntry(Trait.DEPRECATED, false).containsEntry(Trait.INSTALL_SCRIPTS, false);
        assertThat(full.sizeBytes()).isEqualTo(54321);
        RegistryRecord brief = net.ask("npm", "thing", Detail.EXISTENCE);
        assertThat(brief.is(Trait.DEPRECATED)).isTrue();
        assertThat(brief.is(Trait.INSTALL_SCRIPTS)).isTrue();
        assertThat(brief.is(Trait.PROVENANCE)).isTrue();
        fake.publish("npm", "scripted", OLD.with("SCRIPT", ",\"postinstall\":\"node x\""));
        assertThat(net.ask("npm", "scripted", Detail.HISTORY).is(Trait.INSTALL_SCRIPTS))
                .isTrue();
    }

    /** As mirrors have it, and in npm's short form of it. */
    @ParameterizedTest
    @ValueSource(strings = {"\"ann/thing\"", "{\"url\":\"git@github.com:ann/thing.git\"}"})
    void npmsRepositoryMayBeThatOfTheLatestVersionAlone(String repository) throws IOException {
        fake.behave(exchange -> {
            FakeRegistries.send(
                    exchange,
                    200,
                    "{\"name\":\"thing\",\"dist-tags\":{\"latest\":\"2.0.0\"},\"versions\":{\"1.0.0\":{\"repository\":\"eve/old\"},"
                            + "\"2.0.0\":{\"repository\":" + repository + "}},"
                            + "\"time\":{\"1.0.0\":\"2015-03-01T10:00:00.297000+00:00\"}}");
            return true;
        });
        RegistryRecord known = net.ask("npm", "thing", Detail.HISTORY);
        assertThat(known.repository()).isEqualTo("https://github.com/ann/thing");
        assertThat(known.releases().firstMillis()).isEqualTo(FIRST + 297);
    }

    /** Of an old package that was released again yesterday, nobody must think that it is a day old. */
    @ParameterizedTest
    @CsvSource({"maven, org.ann:thing, .pom", "golang, github.com/ann/thing, .info"})
    void theDateOfTheLatestIsNotThatOfTheFirst(String type, String name, String unknown) throws IOException {
        fake.publish(type, name, OLD).behave(exchange -> {
            boolean fails = exchange.getRequestURI().getPath().endsWith(unknown);
            if (fails) {
                FakeRegistries.send(exchange, 404, "");
            }
            return fails;
        });
        RegistryRecord known = net.ask(type, name, Detail.HISTORY);
        assertThat(known.existence()).isEqualTo(Existence.EXISTS);
        assertThat(known.releases().firstMillis()).isEqualTo(-1);
        assertThat(known.releases().latestMillis()).isEqualTo(LATEST);
    }

    @ParameterizedTest
    @CsvSource({"npm-unpublished.json", "npm-held.json", "npm-held-again.json"})
    void whatNpmTookAwayIsRemoved(String form) throws IOException {
        fake.publish("npm", "thing", OLD.with("form", form));
        assertThat(net.ask("npm", "thing", Detail.HISTORY).existence()).isEqualTo(Existence.REMOVED);
        assertThat(net.ask("npm", "thing", Detail.EXISTENCE).existence()).isEqualTo(Existence.REMOVED);
    }

    @Test
    void pypiTellsWhatIsInQuarantineAndWhatHasNoWheel() throws IOException {
        fake.publish("pypi", "thing", OLD.with("STATUS", "quarantined"));
        assertThat(net.ask("pypi", "thing", Detail.EXISTENCE).existence()).isEqualTo(Existence.REMOVED);
        assertThat(net.ask("pypi", "thing", Detail.USE).existence()).isEqualTo(Existence.REMOVED);
        fake.publish("pypi", "built", OLD.with("PACKAGETYPE", "sdist").with("STATUS", "archived"));
        RegistryRecord built = net.ask("pypi", "built", Detail.USE);
        assertThat(built.is(Trait.INSTALL_SCRIPTS)).isTrue();
        assertThat(built.is(Trait.DEPRECATED)).isTrue();
        assertThat(built.is(Trait.PROVENANCE)).isTrue();
        assertThat(built.owners()).containsExactly("ann", "helper");
    }

    /** The index has a file for each spelling, and the crate is in one of them. */
    @ParameterizedTest
    @CsvSource({"a-b-c, a_b_c", "a_b_c, a-b-c", "a-b-c, a-b_c"})
    void aCrateIsFoundUnderItsOtherSpelling(String asked, String published) throws IOException {
        fake.publish("cargo", published, OLD);
        assertThat(net.ask("cargo", asked, Detail.EXISTENCE).existence()).isEqualTo(Existence.EXISTS);
    }

    /** As if all had been asked for at once, without asking for the history once more; of others there is no more. */
    @ParameterizedTest
    @CsvSource({
        "npm, @ann/thing, 1",
        "pypi, thing, 1",
        "cargo, thing, 2",
        "maven, org.ann:thing, 0",
        "golang, github.com/ann/thing, 0",
        "gem, thing, 2",
        "nuget, thing, 0",
        "composer, ann/thing, 1"
    })
    void moreIsWhatIsNotKnownYet(String type, String name, int requests) throws IOException {
        fake.publish(type, name, OLD);
        RegistryRecord history = net.ask(type, name, Detail.HISTORY);
        int before = fake.asked().size();
        RegistryRecord more = net.registries.more(history, Clock.endless());
        assertThat(fake.asked()).hasSize(before + requests);
        assertThat(more.releases()).isEqualTo(history.releases());
        if (requests > 0) {
            assertThat(more.downloads().count()).isEqualTo(5_000_000);
            assertThat(more.owners()).first().isEqualTo("ann");
            assertThat(more.repository()).isEqualTo("https://github.com/ann/thing");
        } else {
            assertThat(more).isEqualTo(history);
        }
    }

    /** What is not there has nothing more; where downloads have no address, nobody is asked for them. */
    @Test
    void thereMayBeNoMoreToAskFor() throws IOException {
        RegistryRecord none = net.ask("npm", "thing", Detail.HISTORY);
        assertThat(net.registries.more(none, Clock.endless())).isEqualTo(none);
        fake.publish("npm", "other", OLD).publish("cargo", "other", OLD).publish("composer", "ann/other", OLD);
        Map<String, String> urls =
                Map.of("npm", fake.url("npm"), "cargo", fake.url("cargo"), "composer", fake.url("composer"));
        try (RegistryFixture own = new RegistryFixture(urls, home, ResponseCache.none(), RegistryOptions.TIMEOUT)) {
            for (String[] each : new String[][] {{"npm", "other"}, {"cargo", "other"}, {"composer", "ann/other"}}) {
                RegistryRecord known = own.ask(each[0], each[1], Detail.HISTORY);
                assertThat(own.registries.more(known, Clock.endless())).isEqualTo(known);
            }
        }
        assertThat(fake.asked()).hasSize(4);
    }

    /** npm leaves the key out of a full document; the short one never has it, and a mirror may send it for the full one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"_id\":\"thing\",' | true",
                "'\"maintainers\":[{\"name\":\"ann\"}],' | true",
                "'\"modified\":\"2026-01-01T00:00:00.000Z\",' | false",
                "'' | false"
            })
    void npmsFullDocumentWithoutARepositorySaysThatThereIsNone(String more, boolean told) throws IOException {
        fake.behave(exchange -> {
            FakeRegistries.send(
                    exchange,
                    200,
                    "{\"name\":\"thing\"," + more + "\"dist-tags\":{\"latest\":\"1.0.0\"},\"versions\":{\"1.0.0\":{}},"
                            + "\"time\":{\"1.0.0\":\"2015-03-01T10:00:00Z\"}}");
            return true;
        });
        RegistryRecord known = net.ask("npm", "thing", Detail.HISTORY);
        assertThat(known.knows(Aspect.REPOSITORY)).isEqualTo(told);
        assertThat(known.repository()).isEmpty();
    }

    @Test
    void theApiOfCratesIsLeftAloneUnlessANameGivesReason() throws IOException {
        fake.publish("cargo", "thing", OLD);
        net.ask("cargo", "thing", Detail.HISTORY);
        assertThat(fake.asked()).containsExactly("/cargo/th/in/thing");
    }

    @Test
    void aPackageOfNugetWithManyVersionsIsReadAtBothEnds() throws IOException {
        fake.publish("nuget", "paged", OLD);
        RegistryRecord known = net.ask("nuget", "paged", Detail.HISTORY);
        assertThat(known.releases().count()).isEqualTo(66);
        assertThat(known.releases().firstMillis()).isEqualTo(FIRST);
        assertThat(known.releases().latestMillis()).isEqualTo(LATEST);
    }

    @Test
    void manyReleasesInAShortTimeAreCounted() {
        RecordBuilder out = new RecordBuilder(RegistryFixture.coordinates("npm", "x"), "somewhere");
        for (int i = 0; i < 30; i++) {
            out.released(LATEST + i * 6L * 3_600_000);
        }
        out.releases(30);
        assertThat(out.build().releases().mostInDay()).isEqualTo(5);
        assertThat(out.build().releases().mostInWeek()).isEqualTo(29);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "git+https://github.com/ann/thing.git | https://github.com/ann/thing",
                "git@github.com:ann/thing.git | https://github.com/ann/thing",
                "git+ssh://git@github.com/ann/thing.git | https://github.com/ann/thing",
                "github:ann/thing | https://github.com/ann/thing",
                "https://user:secret@GitHub.com/ann/thing/tree/main/packages/x?a=b#c | https://github.com/ann/thing",
                "https://www.gitlab.com/ann/thing/ | https://gitlab.com/ann/thing",
                "http://example.org/x | https://example.org/x",
                "thing | ''",
                "https:// | ''",
                "javascript:alert(1) | ''"
            })
    void repositoriesAreComparable(String written, String plain) {
        assertThat(RepositoryUrl.plain(written)).isEqualTo(plain);
    }
}
