package dev.assay.detectors.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.name.Judgement.Verdict;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Aspect;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.fact.RegistryRecord.Trait;
import dev.assay.engine.scan.Registries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceJudgeTest {
    private static final NameJudge NAMES = new NameJudge(NamePolicy.NONE, KnownBad.NONE);
    private static final EvidenceJudge JUDGE = new EvidenceJudge(Records.DAY);

    private static PackageName npm(String name) {
        return PackageName.of(Ecosystem.NPM, name);
    }

    private static Judgement judge(RegistryRecord own, Optional<RegistryRecord> imitated) {
        PackageName name = PackageName.of(
                Ecosystem.ofType(own.coordinates().ecosystem()).orElseThrow(),
                own.coordinates().full());
        return JUDGE.judge(NAMES.judge(name), own, imitated);
    }

    private static List<SignalKind> kinds(Judgement judgement) {
        return judgement.signals().stream().map(Signal::kind).toList();
    }

    private static final Optional<RegistryRecord> LODASH = Optional.of(Records.of(npm("lodash"))
            .downloads(200_000_000)
            .owners("jdalton", "mathias")
            .repository("https://github.com/lodash/lodash")
            .record());

    @ParameterizedTest
    @CsvSource({
        "lodahs, absent, SUSPICIOUS",
        "lodahs, removed, SUSPICIOUS",
        "lodahs, young, SUSPICIOUS",
        "lodahs, old, OK",
        "lodash, old, OK",
        "lodash, young, OK",
        "lodash, absent, SUSPICIOUS",
        "never-heard-of-it-at-all, old, OK",
        "never-heard-of-it-at-all, young, REVIEW",
        "never-heard-of-it-at-all, absent, SUSPICIOUS"
    })
    void evidenceDecides(String name, String word, Verdict verdict) {
        assertThat(judge(Records.byWord(npm(name), word), LODASH).verdict()).isEqualTo(verdict);
    }

    /**
     * As attacks were on their first day, under names that are not for review by themselves ({@code crossenv}); without any one of what
     * makes them so, or with nothing but a hint, they stay at review.
     */
    @ParameterizedTest
    @CsvSource({
        "crossenv, 1, 3, true, '', SUSPICIOUS",
        "crossenv, 28, 3, true, '', SUSPICIOUS",
        "crossenv, 1, 3, true, https://github.com/mallory/crossenv, SUSPICIOUS",
        "angular-cli, 1, 3, true, '', SUSPICIOUS",
        "crossenv, 40, 3, true, '', REVIEW",
        "crossenv, 1, 400, true, '', REVIEW",
        "crossenv, 1, -1, true, '', REVIEW",
        "crossenv, 1, 3, false, '', REVIEW",
        "momentjs, 1, 3, true, '', REVIEW",
        "never-heard-of-it-at-all, 1, 3, true, '', REVIEW",
        "crossenv, 400, 3, true, '', REVIEW",
    })
    void aLikenessAndAllThatAttacksHaveInCommonAreSuspicious(
            String name, int daysAgo, long downloads, boolean runs, String repository, Verdict verdict) {
        assertThat(NAMES.judge(npm(name)).score()).isLessThan(NameJudge.REVIEW);
        Records.Of own = Records.of(npm(name))
                .first(Records.DAY.minusDays(daysAgo))
                .releases(2, 2)
                .downloads(downloads)
                .repository(repository);
        RegistryRecord record = (runs ? own.trait(Trait.INSTALL_SCRIPTS) : own).record();
        assertThat(judge(record, Optional.empty()).verdict()).isEqualTo(verdict);
    }

    /** A new one of the same owner is none, however like an attack it looks. */
    @Test
    void whoPublishesTheOtherMayPublishALikenessWithAnInstallScript() {
        RegistryRecord own = Records.of(npm("crossenv"))
                .first(Records.DAY.minusDays(1))
                .downloads(3)
                .owners("kentcdodds")
                .trait(Trait.INSTALL_SCRIPTS)
                .record();
        RegistryRecord other = Records.of(npm("cross-env")).owners("kentcdodds").record();
        assertThat(judge(own, Optional.of(other)).verdict()).isEqualTo(Verdict.OK);
    }

    /** What a name only hints at is for review where the registry gives reason as well, and no more than that. */
    @ParameterizedTest
    @CsvSource({
        "requests-cli, pypi, absent, SUSPICIOUS",
        "requests-cli, pypi, young, REVIEW",
        "requests-cli, pypi, old, OK",
        "momentjs, npm, young, REVIEW",
        "momentjs, npm, old, OK",
        "@evil/lodash, npm, young, REVIEW",
        "@evil/lodash, npm, old, OK",
        "@lodash/lodash, npm, young, REVIEW",
        "pytrello, pypi, young, REVIEW",
    })
    void hintsCountBesideEvidence(String written, String type, String word, Verdict verdict) {
        PackageName name = PackageName.of(Ecosystem.ofType(type).orElseThrow(), written);
        assertThat(judge(Records.byWord(name, word), Optional.empty()).verdict())
                .isEqualTo(verdict);
    }

    /** Without the hint this package, a few weeks old, is ok. */
    @Test
    void aHintDecidesWhereTheRegistrySaysLittle() {
        for (String name : List.of("momentjs", "never-heard-of-it-at-all")) {
            RegistryRecord recent = Records.of(npm(name))
                    .first(Records.DAY.minusDays(20))
                    .repository("https://github.com/somebody/" + name)
                    .record();
            assertThat(judge(recent, Optional.empty()).verdict())
                    .as(name)
                    .isEqualTo(name.equals("momentjs") ? Verdict.REVIEW : Verdict.OK);
        }
    }

    @Test
    void aNameAloneIsForReviewHoweverLikeItIs() {
        RegistryRecord nothingKnown = Records.of(npm("lodahs")).releases(2, 1).record();
        Judgement judgement = judge(nothingKnown, Optional.empty());
        assertThat(judgement.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(judgement.score()).isGreaterThanOrEqualTo(NameJudge.REVIEW);
    }

    /** A clock that is wrong, or a lie: neither young nor old, and said. */
    @ParameterizedTest
    @CsvSource({"0, NEW", "1, NEW", "2, NOT_YET", "400, NOT_YET", "3000000, NOT_YET"})
    void whatIsPublishedOnADayThatIsToComeIsOfNoAge(int daysAhead, SignalKind kind) {
        RegistryRecord ahead = Records.of(npm("never-heard-of-it-at-all"))
                .first(Records.DAY.plusDays(daysAhead))
                .record();
        Judgement judgement = judge(ahead, Optional.empty());
        assertThat(kinds(judgement)).contains(kind).containsAnyOf(SignalKind.NEW, SignalKind.NOT_YET);
        assertThat(kinds(judgement)).doesNotContain(SignalKind.ESTABLISHED, SignalKind.LONG_LIVED);
        if (kind == SignalKind.NOT_YET) {
            assertThat(kinds(judgement)).doesNotContain(SignalKind.NEW, SignalKind.RECENT);
            assertThat(judgement.signals())
                    .anySatisfy(signal -> assertThat(signal.words())
                            .contains(Records.DAY.plusDays(daysAhead).toString(), "its age is not known"));
        }
    }

    /** As people say it: nothing is downloaded 1 times, or 0 days old. */
    @ParameterizedTest
    @CsvSource({
        "-1, 1, was first published only hours ago, was downloaded once in a month",
        "0, 0, was first published only 1 day ago, was downloaded 0 times in a month",
        "1, 2, was first published only 2 days ago, was downloaded 2 times in a month",
    })
    void agesAndDownloadsAreSaidAsPeopleDo(int daysAgo, long downloads, String age, String use) {
        RegistryRecord own = Records.of(npm("never-heard-of-it-at-all"))
                .first(Records.DAY.minusDays(daysAgo))
                .downloads(downloads)
                .record();
        assertThat(judge(own, Optional.empty()).signals().stream().map(Signal::words))
                .contains(age, use);
    }

    @Test
    void whatTheSameAccountPublishesIsNoImitation() {
        RegistryRecord young = Records.of(npm("lodahs"))
                .first(Records.DAY.minusDays(1))
                .downloads(1)
                .owners("else", "JDalton")
                .record();
        Judgement judgement = judge(young, LODASH);
        assertThat(judgement.verdict()).isEqualTo(Verdict.OK);
        assertThat(kinds(judgement)).contains(SignalKind.SAME_OWNER);
        assertThat(judgement.score()).isZero();
    }

    /** A repository is what anybody may write; one that a signed statement names is not. */
    @Test
    void theRepositoryOfAnotherSpeaksAgainstItUnlessItIsAttested() {
        Records.Of thief = Records.of(npm("lodahs"))
                .repository("https://github.com/Lodash/lodash")
                .releases(9, 1);
        Judgement claimed = judge(thief.record(), LODASH);
        assertThat(claimed.verdict()).isEqualTo(Verdict.REVIEW); // it has been there for years
        assertThat(kinds(claimed)).contains(SignalKind.BORROWED_REPOSITORY);
        Judgement young = judge(thief.first(Records.DAY.minusDays(100)).record(), LODASH);
        assertThat(young.verdict()).isEqualTo(Verdict.SUSPICIOUS);
        Judgement attested = judge(thief.trait(Trait.PROVENANCE).record(), LODASH);
        assertThat(attested.verdict()).isEqualTo(Verdict.OK);
        assertThat(kinds(attested)).contains(SignalKind.SAME_SOURCE);
    }

    @Test
    void usedByAShareOfThoseWhoUseTheOtherIsEstablished() {
        Optional<RegistryRecord> small = Optional.of(
                Records.of(npm("lodash")).downloads(20_000).owners("x").record());
        Records.Of other = Records.of(npm("lodahs")).releases(3, 1).downloads(1_000);
        assertThat(kinds(judge(other.record(), small))).contains(SignalKind.ESTABLISHED);
        assertThat(kinds(judge(other.record(), LODASH))).doesNotContain(SignalKind.ESTABLISHED);
    }

    @Test
    void manyReleasesAtOnceCountWhileItIsYoung() {
        RegistryRecord burst = Records.of(npm("lodahs"))
                .first(Records.DAY.minusDays(200))
                .releases(9, 6)
                .record();
        assertThat(judge(burst, LODASH).signals())
                .anySatisfy(signal -> assertThat(signal.words()).isEqualTo("had 6 releases within 24 hours"));
        RegistryRecord old = Records.of(npm("lodahs")).releases(90, 6).record();
        assertThat(kinds(judge(old, LODASH))).doesNotContain(SignalKind.BURST);
    }

    /** Forks, bindings and plugins that many use, with names that are flagged. */
    @ParameterizedTest
    @CsvSource({
        "pypi, grapheme",
        "pypi, fastai",
        "pypi, jsmin",
        "pypi, gsutil",
        "npm, tslint",
        "npm, crossenv",
        "pypi, pillow-simd",
        "npm, axios-http",
        "pypi, requests-patch",
        "npm, preact",
        "cargo, rustdecimal"
    })
    void honestLookalikesStayAtReviewOrBelow(String type, String written) {
        PackageName name = PackageName.of(Ecosystem.ofType(type).orElseThrow(), written);
        RegistryRecord withoutDownloads = Records.of(name).record();
        RegistryRecord plain = Records.of(name)
                .first(Records.DAY.minusDays(400))
                .releases(6, 2)
                .repository("https://example.org/elsewhere")
                .record();
        for (RegistryRecord own : List.of(Records.old(name), withoutDownloads, plain)) {
            assertThat(judge(own, Optional.empty()).verdict()).isLessThanOrEqualTo(Verdict.REVIEW);
        }
        assertThat(judge(Records.old(name), Optional.empty()).verdict()).isEqualTo(Verdict.OK);
    }

    /** Remembers what is asked; everything is there, for years. */
    private static final class Listening implements Registries {
        final List<String> asked = new ArrayList<>();
        boolean comparisonFails;
        Function<PackageName, RegistryRecord> history = Records::old;

        @Override
        public boolean covers(String ecosystem) {
            return true;
        }

        @Override
        public boolean serves(Dependency dependency) {
            return true;
        }

        @Override
        public boolean publishes(Dependency dependency) {
            return true;
        }

        @Override
        public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
            asked.add(detail + " " + coordinates.full());
            if (comparisonFails && detail == Detail.COMPARISON) {
                throw new UnreachableException("no");
            }
            PackageName name =
                    PackageName.of(Ecosystem.ofType(coordinates.ecosystem()).orElseThrow(), coordinates.full());
            return detail == Detail.HISTORY ? history.apply(name) : Records.old(name);
        }

        @Override
        public RegistryRecord more(RegistryRecord known, Clock clock) {
            asked.add("more " + known.coordinates().full());
            return known;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lodash, EXISTENCE lodash, ''",
        "never-heard-of-it-at-all, HISTORY never-heard-of-it-at-all, ''",
        "lodahs, USE lodahs, COMPARISON lodash"
    })
    void noMoreIsAskedThanIsNeeded(String name, String first, String second) throws IOException {
        for (boolean fails : new boolean[] {false, true}) {
            Listening registries = new Listening();
            registries.comparisonFails = fails;
            Inquiry.Answers answers = new Inquiry(registries, JUDGE).ask(NAMES.judge(npm(name)), Clock.endless());
            assertThat(registries.asked).isEqualTo(second.isEmpty() ? List.of(first) : List.of(first, second));
            assertThat(answers.own().existence()).isEqualTo(Existence.EXISTS);
            assertThat(answers.imitated().isPresent()).isEqualTo(!second.isEmpty() && !fails);
        }
    }

    /** Of a name that gives no reason: only if what is known of it already may be one. */
    @ParameterizedTest
    @CsvSource({
        "1, 2, false, true, true",
        "178, 2, false, true, true",
        "181, 2, false, true, false",
        "181, 2, true, true, false",
        "181, 2, false, false, false",
        "181, 2, true, false, true",
        "-400, 4, false, true, true", // a date that is none
        "-400, 5, false, true, false",
    })
    void useIsAskedOnlyOfWhatLeavesDoubt(int daysAgo, int releases, boolean runs, boolean hasSource, boolean asks)
            throws IOException {
        Listening registries = new Listening();
        registries.history = name -> {
            Records.Of known = Records.of(name)
                    .first(Records.DAY.minusDays(daysAgo))
                    .releases(releases, 1)
                    .without(Aspect.DOWNLOADS)
                    .repository(hasSource ? "https://github.com/somebody/some-thing" : "");
            return (runs ? known.trait(Trait.INSTALL_SCRIPTS) : known).record();
        };
        String name = "never-heard-of-it-at-all";
        new Inquiry(registries, JUDGE).ask(NAMES.judge(npm(name)), Clock.endless());
        assertThat(registries.asked)
                .isEqualTo(asks ? List.of("HISTORY " + name, "more " + name) : List.of("HISTORY " + name));
    }

    @Test
    void nobodyIsAskedAboutWhatIsPrivateAllowedImpossibleOrKnown() {
        NameJudge judge = new NameJudge(
                new NamePolicy(Map.of(npm("lodahs"), "our fork"), Set.of("@acme/", "acme-")),
                (name, _) -> name.canonical().equals("evil") ? Optional.of("MAL-0000-1") : Optional.empty());
        Inquiry inquiry = new Inquiry(new Listening(), JUDGE);
        for (String name : List.of("lodahs", "@acme/secret-project", "acme-secret", "a b", "evil", "a-${b}")) {
            assertThat(inquiry.asks(judge.judge(npm(name)))).as(name).isFalse();
        }
        assertThat(inquiry.asks(judge.judge(npm("acmes")))).isTrue();
    }
}
