package dev.assay.detectors.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.rule.RuleInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameJudgeTest {
    private static final NameJudge JUDGE = new NameJudge(NamePolicy.NONE, KnownBad.NONE);

    private static PackageName name(String type, String written) {
        return PackageName.of(Ecosystem.ofType(type).orElseThrow(), written);
    }

    private static Judgement judge(String type, String written) {
        return JUDGE.judge(name(type, written));
    }

    @ParameterizedTest
    @CsvSource({
        "npm,  lodahs,               SWAP,       lodash",
        "npm,  loadsh,               SWAP,       lodash",
        "npm,  comander,             RUNS,       commander",
        "npm,  Lodash,               CASE,       lodash",
        "npm,  degbu,                LETTERS,    debug",
        "npm,  uglyfi-js,            LETTERS,    uglify-js",
        "npm,  jquery.js,            AFFIXES,    jquery",
        "npm,  etherdjs,             KEYBOARD,   ethers",
        "npm,  noderequest,          COMBINATION, request",
        "npm,  @bable/core,          SWAP,       @babel/core",
        "npm,  @bable/anything,      NAMESPACE,  @babel/types",
        "npm,  @typse/anything,      NAMESPACE,  @types/node",
        "npm,  @tanstck/anything,    NAMESPACE,  @tanstack/query-core",
        "npm,  @raect-native-community/anything, NAMESPACE, @react-native-community/cli-tools",
        "golang, github.com/microsft/anything, NAMESPACE, github.com/Microsoft/go-winio",
        "golang, gopkg.in/yml.v3,    OMISSION,   gopkg.in/yaml.v3",
        "pypi, ѕix,                  FOREIGN,    six",
        "pypi, reqeusts,             SWAP,       requests",
        "pypi, requestss,            RUNS,       requests",
        "pypi, r3quests,             LOOK,       requests",
        "pypi, request,              PLURAL,     requests",
        "pypi, requsts,              OMISSION,   requests",
        "pypi, beautifulsop,         OMISSION,   beautifulsoup4",
        "pypi, BeaotifulSoup,        VOWEL,      beautifulsoup4",
        "pypi, rеquests,             FOREIGN,    requests",
        "pypi, prompt-tool-kit,      DELIMITERS, prompt-toolkit",
        "pypi, python3-dateutil,     AFFIXES,    python-dateutil",
        "pypi, requests-patch,       COMBINATION, requests",
        "pypi, colouramas,           TWO_EDITS,  colorama",
        "pypi, reqest,               TWO_EDITS,  requests",
        "pypi, requstsss,            TWO_EDITS,  requests",
        "pypi, requetses,            TWO_EDITS,  requests",
        "pypi, torchvisions,         PLURAL,     torchvision",
        "pypi, torchtriton,          TWO_NAMES,  torch",
        "npm,  uglify.js,            DELIMITERS, uglify-js",
        "npm,  react-router-dom-v7,  VERSION,    react-router-dom",
        "npm,  webpack-cli-4,        VERSION,    webpack-cli",
        "npm,  wbpac-hot-middwleware, THREE_EDITS, webpack-hot-middleware",
        "npm,  resize-obsever-pulyfjll, THREE_EDITS, resize-observer-polyfill",
        "cargo, rustdecimal,         DELIMITERS, rust-decimal",
        "golang, github.com/gorila/mux, RUNS,    github.com/gorilla/mux",
    })
    void resemblesWhatIsMeant(String type, String written, SignalKind kind, String target) {
        Judgement judgement = judge(type, written);
        assertThat(judgement.verdict()).as("%s", judgement).isEqualTo(Judgement.Verdict.REVIEW);
        assertThat(judgement.signals()).anySatisfy(signal -> {
            assertThat(signal.kind()).isEqualTo(kind);
            assertThat(signal.target()).isEqualTo(target);
            assertThat(signal.words()).doesNotContain("{");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "npm,  lodash",
        "npm, @babel/core",
        "pypi, Requests",
        "pypi, typing_extensions",
        "cargo, serde_json",
    })
    void whatIsInTheListIsMeant(String type, String written) {
        assertThat(judge(type, written).verdict()).isEqualTo(Judgement.Verdict.OK);
        assertThat(judge(type, written).score()).isZero();
    }

    /** Hosts of repositories do not tell cases apart, and purls of Go have small letters only. */
    @ParameterizedTest
    @ValueSource(strings = {"github.com/burntsushi/toml", "github.com/BURNTSUSHI/Toml", "github.com/BurntSushi/toml"})
    void aModuleOfGoIsTheSameInAnyCase(String written) {
        Judgement judgement = judge("golang", written);
        assertThat(judgement.verdict()).isEqualTo(Judgement.Verdict.OK);
        assertThat(judgement.name().canonical()).isEqualTo("github.com/BurntSushi/toml"); // what its registry is asked
    }

    /** Real packages with near neighbours, and names of families. */
    @ParameterizedTest
    @CsvSource({
        "pypi, mypy-boto3-zqs",
        "pypi, pytest-django-queries",
        "pypi, types-zxcvbn",
        "npm,  @babel/plugin-transform-clas",
        "npm,  @aws-sdk/client-s4",
        "pypi, quite-another-thing",
        "pypi, numba-scipy",
    })
    void whatHasReasonsIsLeftAlone(String type, String written) {
        assertThat(judge(type, written).verdict()).isEqualTo(Judgement.Verdict.UNKNOWN);
    }

    /** Told, and no reason to look by itself. */
    @ParameterizedTest
    @CsvSource({
        "pypi, requests-cli,          ADDITION,       requests, cli",
        "npm,  lib-chalk,             ADDITION,       chalk, lib",
        "npm,  momentjs,              ADDITION,       moment, js",
        "npm,  vuejs,                 ADDITION,       vue, js",
        "pypi, easyflask,             ADDITION,       flask, easy",
        "pypi, pystripe,              ADDITION,       stripe, py",
        "pypi, my-requests-lib,       ADDITION,       requests, 'my, lib'",
        "npm,  react-dom-app-kit,     ADDITION,       react-dom, 'app, kit'",
        "npm,  app-react-dom,         ADDITION,       react-dom, app",
        "npm,  @evil/lodash,          OTHER_OWNER,    lodash, @evil",
        "npm,  @evil/debug,           OTHER_OWNER,    debug, @evil",
        "npm,  @evil/client-s3,       OTHER_OWNER,    @aws-sdk/client-s3, @evil",
        "npm,  client-s3,             UNSCOPED,       @aws-sdk/client-s3, ''",
        "npm,  core-tracing,          UNSCOPED,       @azure/core-tracing, ''",
        "npm,  @lodash/lodash,        BORROWED_SCOPE, lodash, @lodash",
        "npm,  @express/anything,     BORROWED_SCOPE, express, @express",
        "npm,  @angularjs/anything,   RELATED_NAMESPACE, @angular/core, @angularjs",
        "npm,  @protobuf-ts/anything, RELATED_NAMESPACE, @protobufjs/float, @protobuf-ts",
        "npm,  @types-js/anything,    RELATED_NAMESPACE, @types/node, @types-js",
        "npm,  @nest/anything,        RELATED_NAMESPACE, @nestjs/common, @nest",
        "npm,  @rollop/anything,      RELATED_NAMESPACE, @rollup/rollup-linux-x64-musl, @rollop",
        "golang, github.com/gorilla-go/anything, RELATED_NAMESPACE, github.com/gorilla/websocket, github.com/gorilla-go",
        "pypi, yaml,                  IMPORTED,       pyyaml, ''",
        "pypi, sqlite3,               BUILT_IN,       '', Python",
        "pypi, Concurrent,            BUILT_IN,       '', Python",
        "npm,  child_process,         BUILT_IN,       '', Node.js",
        "cargo, alloc,                BUILT_IN,       '', Rust",
        "pypi, cv2,                   IMPORTED,       opencv-python, ''",
        "golang, github.com/evil/logrus, OTHER_OWNER, github.com/sirupsen/logrus, github.com/evil",
        "golang, github.com/evil/validator, OTHER_OWNER, github.com/go-playground/validator/v10, github.com/evil",
        "pypi, zzz-ai-tools-x,        HINT,           '', a word of AI and a helper",
        "pypi, zzz-gpt-xyz,           HINT,           '', a word of AI",
        "pypi, flask-databricks,      HINT,           '', a framework and a service",
        "pypi, pytrello,              HINT,           '', a language and a service",
        "pypi, pyllm,                 HINT,           '', a language and a word of AI",
        "pypi, pygpt-tools,           HINT,           '', 'a language, a service and a helper'",
        "pypi, easy-http,             HINT,           '', a promise of ease before what many packages are about",
        "npm,  slack-bot,             HINT,           '', a service and a helper",
        "pypi, trello-sdk,            HINT,           '', a service and a helper",
    })
    void hintsAreToldAndAreNoReasonByThemselves(
            String type, String written, SignalKind kind, String target, String part) {
        Judgement judgement = judge(type, written);
        assertThat(judgement.verdict()).as("%s", judgement).isEqualTo(Judgement.Verdict.UNKNOWN);
        assertThat(judgement.score()).isBetween(1, NameJudge.REVIEW - 1);
        assertThat(judgement.target()).isEqualTo(target);
        assertThat(judgement.signals()).anySatisfy(signal -> {
            assertThat(signal.kind()).isEqualTo(kind);
            assertThat(signal.target()).isEqualTo(target);
            assertThat(signal.part()).isEqualTo(part);
            assertThat(signal.words()).doesNotContain("{");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "npm,  @next/anything",
        "npm,  @abc/anything",
        "npm,  @abc/core", // many have one
        "npm,  @abc/eslint-zebra",
        "golang, cosmossdk.io/anything/else",
        "golang, github.com/SIRUPSEN/anything",
        "npm,  cv2",
        "npm,  sqlite3-zebra",
        "gem,  tkinter",
        "npm,  @babel/lodash", // who has a scope of the list publishes what is popular
        "npm,  @evil/not-a-package-of-the-list",
        "golang, github.com/golang/logrus-of-ours",
        "golang, github.com/sirupsen/anything",
        "golang, github.com/evil/websocket", // many have one
        "pypi, autograph", // a word
        "pypi, requests-zebra",
        "pypi, cli-app-kit",
        "pypi, xrequests",
        "pypi, one-two-three-cli-utils-app-kit-core",
    })
    void whatIsNoHintIsNotTold(String type, String written) {
        assertThat(judge(type, written).signals())
                .noneMatch(signal -> signal.kind().isHint());
    }

    /** However many of them there are. */
    @Test
    void hintsLeadToReviewWithEvidenceOnly() {
        Signal hint = new Signal(SignalKind.ADDITION, 30, "lodash", "", "");
        Signal scope = new Signal(SignalKind.BORROWED_SCOPE, 35, "lodash", "", "");
        Signal other = new Signal(SignalKind.AFFIXES, 46, "lodash", "", "");
        Signal more = new Signal(SignalKind.ORDER, 20, "lodash", "", "");
        Signal without = new Signal(SignalKind.NO_REPOSITORY, 10, "", "", "");
        Signal there = new Signal(SignalKind.EXISTS, 0, "", "", "");
        assertThat(NameJudge.together(List.of(hint))).isEqualTo(30);
        assertThat(NameJudge.together(List.of(other, scope, hint))).isEqualTo(NameJudge.REVIEW - 1);
        assertThat(NameJudge.together(List.of(other, scope, hint, there))).isEqualTo(NameJudge.REVIEW - 1);
        assertThat(NameJudge.together(List.of(other, more, hint))).isEqualTo(56);
        assertThat(NameJudge.together(List.of(hint, without))).isEqualTo(37);
        assertThat(NameJudge.together(List.of(other, scope, without))).isGreaterThan(NameJudge.REVIEW);
    }

    @Test
    void whatWeighsMostIsWhatItIsTakenFor() {
        assertThat(judge("pypi", "pystripe").imitates()).startsWith("stripe").contains("pygtrie");
    }

    @Test
    void withoutAListItIsSaidThatNothingWasCompared() {
        Judgement judgement = judge("maven", "org.slf4j:slf4j-apii");
        assertThat(judgement.verdict()).isEqualTo(Judgement.Verdict.UNKNOWN);
        assertThat(judgement.signals())
                .singleElement()
                .satisfies(signal -> assertThat(signal.kind()).isEqualTo(SignalKind.NOT_COMPARED));
    }

    /** What tells two names apart that are the same without digits at their ends. */
    @Test
    void whatIsLeftOutIsNamed() {
        for (String name : new String[] {"pyrfc3986", "requests-python3-py", "py-requests"}) {
            assertThat(judge("pypi", name).signals())
                    .noneMatch(signal ->
                            signal.kind() == SignalKind.AFFIXES && signal.part().isBlank());
        }
        assertThat(judge("pypi", "pyrfc3986").signals())
                .anyMatch(signal -> signal.words().equals("is pyrfc3339 but for words such as 3986"));
    }

    @Test
    void inventedNamesAreRecognised() {
        assertThat(judge("pypi", "flask-gpt-helper").verdict()).isEqualTo(Judgement.Verdict.REVIEW);
        assertThat(judge("pypi", "flask-gpt-helper").signals().getFirst().kind())
                .isEqualTo(SignalKind.PATTERN);
        assertThat(judge("pypi", "zebra-utils").verdict()).isEqualTo(Judgement.Verdict.UNKNOWN);
    }

    @Test
    void knownBadComesFirstAndIsExact() {
        KnownBad bad =
                (name, version) -> name.canonical().equals("lodash") ? Optional.of("MAL-0000-1") : Optional.empty();
        NameJudge judge = new NameJudge(new NamePolicy(Map.of(name("npm", "lodash"), "reviewed"), Set.of()), bad);
        assertThat(judge.judge(name("npm", "lodash")).verdict()).isEqualTo(Judgement.Verdict.MALICIOUS);
        assertThat(judge.judge(name("npm", "lodash")).score()).isEqualTo(100);
        assertThat(judge.judge(name("npm", "lodashs")).verdict()).isNotEqualTo(Judgement.Verdict.MALICIOUS);
        assertThat(NameFinding.of(judge.judge(name("npm", "lodash")))
                        .orElseThrow()
                        .ruleId())
                .isEqualTo("package/known-malicious");
    }

    @Test
    void theUserAllowsNamesAndOwnsNamespaces() {
        NameJudge judge = new NameJudge(
                new NamePolicy(Map.of(name("npm", "lodahs"), "a fork"), Set.of("@acme/", "acme", "com.acme")),
                KnownBad.NONE);
        assertThat(judge.judge(name("npm", "lodahs")).verdict()).isEqualTo(Judgement.Verdict.OK);
        assertThat(judge.judge(name("npm", "@acme/lodahs")).verdict()).isEqualTo(Judgement.Verdict.OK);
        assertThat(judge.judge(name("npm", "acme-expres")).verdict()).isEqualTo(Judgement.Verdict.OK);
        assertThat(judge.judge(name("maven", "com.acme:x")).verdict()).isEqualTo(Judgement.Verdict.OK);
        assertThat(judge.judge(name("npm", "acmex")).verdict()).isNotEqualTo(Judgement.Verdict.OK);
        assertThat(judge.judge(name("maven", "com.acmes:x")).verdict()).isNotEqualTo(Judgement.Verdict.OK);
    }

    /** What is private is never sent, however it is written. */
    @ParameterizedTest
    @CsvSource({
        "pypi, Acme-,             acme_secret,                 true",
        "pypi, acme_,             Acme.Secret,                 true",
        "cargo, acme_,            acme-secret,                 true",
        "nuget, Acme.,            acme.secret,                 true",
        "composer, Acme/,         acme/secret,                 true",
        "npm,  @Acme/,            @acme/secret,                true",
        "golang, github.com/Acme, github.com/acme/secret,      true",
        "golang, github.com/acme, github.com/Acme/secret,      true",
        "maven, com.acme,         com.acme.x:secret,           true",
        "maven, com.acme,         com.Acme:secret,             false", // of somebody else
        "golang, github.com/acme, github.com/acme-evil/secret, false",
        "golang, github.com/acme, github.com/acme.evil/secret, false",
        "golang, github.com/acme/app, github.com/acme/app-more, true",
        "golang, git.acme.com,    git.acme.com/a/b,            true",
        "golang, git.acme.com,    git.acme.com.evil.org/a/b,   false",
        "maven, com.acme,         com.acme-evil:secret,        false",
        "maven, com.acme,         com.acme:secret,             true",
        "maven, com.acme:app,     com.acme:app-more,           true",
        "composer, acme,          acme-evil/secret,            false",
        "composer, acme,          acme/secret,                 true",
        "npm,  @acme,             @acme-evil/secret,           false",
        "npm,  @acme,             @acme/secret,                true",
        "npm,  acme,              acme-secret,                 true",
        "pypi, acme,              acmesecret,                  false",
    })
    void namespacesAreComparedAsTheirRegistriesDo(String type, String namespace, String written, boolean isPrivate) {
        NamePolicy policy = new NamePolicy(Map.of(), Set.of(namespace));
        assertThat(policy.privateNamespace(name(type, written)).isPresent()).isEqualTo(isPrivate);
    }

    @Test
    void modulesOfGoAreAllowedInAnyCase() {
        NamePolicy policy = new NamePolicy(Map.of(name("golang", "github.com/Evil/Mod"), "ours"), Set.of());
        assertThat(policy.reason(name("golang", "github.com/evil/mod"))).contains("ours");
        assertThat(policy.reason(name("golang", "github.com/evil/mode"))).isEmpty();
        assertThat(policy.reason(name("npm", "github.com/evil/mod"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Ecosystem.class)
    void hostileNamesAreJudgedAndNeverOk(Ecosystem ecosystem) {
        for (String hostile : List.of(
                "a".repeat(10_000),
                "-".repeat(10_000),
                "a-".repeat(200),
                "\u202elodash",
                "lo\u0000dash",
                "lodash\n",
                "\ud800",
                "lоdаsh",
                "𝓵𝓸𝓭𝓪𝓼𝓱",
                "😀",
                "",
                "@/",
                "/",
                "@",
                "1",
                "...")) {
            Judgement judgement = JUDGE.judge(PackageName.of(ecosystem, hostile));
            assertThat(judgement.verdict()).as(hostile).isNotEqualTo(Judgement.Verdict.OK);
            assertThat(judgement.score()).isBetween(0, 100);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "maven, 'org.x:y_${scala.version}', '${scala.version}'",
        "nuget, '$(product).core',          '$(product)'",
        "nuget, '@(Listed)',                '@(listed)'",
        "nuget, 'a.%(Identity)',            '%(identity)'",
        "pypi,  'x-{{ name }}',             '{{ name }}'",
    })
    void aNameWithAVariableIsNotKnown(String type, String written, String variable) {
        Judgement judgement = judge(type, written);
        assertThat(judgement.verdict()).isEqualTo(Judgement.Verdict.UNKNOWN);
        assertThat(judgement.notJudged().orElseThrow()).contains(variable);
        assertThat(NameFinding.of(judgement)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nuget, '@('",
        "nuget, 'a%b'",
        "npm, '${'",
        "npm, 'a$b'",
        "npm, '{a}'",
        "npm, '}${'",
        "pypi, 'x}'",
        "maven, 'a:$(b'"
    })
    void whatIsNoVariableIsImpossible(String type, String written) {
        assertThat(judge(type, written).notJudged()).isEmpty();
        assertThat(judge(type, written).verdict()).isEqualTo(Judgement.Verdict.REVIEW);
    }

    @Test
    void mixedScriptsAreReadAsPeopleReadThem() {
        assertThat(judge("npm", "lоdаsh").imitates()).first().isEqualTo("lodash"); // Cyrillic o and a
        assertThat(judge("npm", "ｌｏｄａｓｈ").imitates()).first().isEqualTo("lodash"); // full width
        assertThat(judge("npm", "lo\u200bdash").imitates()).first().isEqualTo("lodash"); // zero width
    }

    @Test
    void manyThreadsJudgeAsOneDoes() throws Exception {
        NameJudge judge = new NameJudge(NamePolicy.NONE, KnownBad.NONE);
        List<String> names = List.of("lodahs", "expresss", "lodash", "zzz-unheard-of", "@bable/core");
        List<Judgement> expected =
                names.stream().map(each -> judge("npm", each)).toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            Callable<List<Judgement>> work = () ->
                    names.stream().map(each -> judge.judge(name("npm", each))).toList();
            for (var done : pool.invokeAll(List.of(work, work, work, work))) {
                assertThat(done.get()).isEqualTo(expected);
            }
        }
    }

    static Stream<RuleInfo> rows() {
        return new RuleBook(List.of(Objects.requireNonNull(NameJudge.class.getResource("rules.yaml")))).all().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void examplesAreReportedAsTheRowsSay(RuleInfo row) {
        for (String example : row.match()) {
            assertThat(reported(example)).as(example).isEqualTo(row.id());
        }
        for (String example : row.silent()) {
            assertThat(reported(example)).as(example).isNotEqualTo(row.id());
        }
    }

    private static String reported(String example) {
        int space = example.indexOf(' ');
        int bracket = example.indexOf(" [");
        PackageName name = name(
                example.substring(0, space).toLowerCase(Locale.ROOT),
                example.substring(space + 1, bracket < 0 ? example.length() : bracket));
        Judgement judgement = JUDGE.judge(name);
        if (bracket >= 0) {
            String word = example.substring(bracket + 2, example.length() - 1);
            judgement = new EvidenceJudge(Records.DAY).judge(judgement, Records.byWord(name, word), Optional.empty());
        }
        return NameFinding.of(judgement).map(NameFinding::ruleId).orElse("");
    }
}
