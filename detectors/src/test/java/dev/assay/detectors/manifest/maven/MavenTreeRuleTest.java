package dev.assay.detectors.manifest.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestDecoder;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Poms of one tree that decide each other's versions. What the tables say is what Maven's effective poms say. */
class MavenTreeRuleTest {
    private final Map<String, String> files = new TreeMap<>();

    private static Detectors detectors(MavenTreeRule rule) {
        return new Detectors(
                ManifestDecoder.all(), List.of(), List.of(rule), new RuleBook(List.of(), List.of()), Map.of(), "maven");
    }

    private void pom(String path, String inside) {
        files.put(path, "<project>\n" + inside + "\n</project>\n");
    }

    private static TestScan scan() {
        return new TestScan(detectors(new MavenTreeRule()));
    }

    private RecordedReport run(TestScan scan) {
        MemoryConnector connector = new MemoryConnector();
        files.forEach((path, text) -> connector.file(path, text.getBytes(UTF_8)));
        return scan.run(connector);
    }

    /** Packages, by place. */
    private static List<String> lines(RecordedReport report) {
        List<String> lines = new ArrayList<>();
        report.dependencies().forEach(found -> {
            Dependency each = found.dependency();
            String scope = each.scope() == Dependency.Scope.RUNTIME
                    ? ""
                    : " " + each.scope().id();
            lines.add(found.location().path() + ":" + each.line() + " "
                    + each.coordinates().full() + " "
                    + (each.version().isEmpty() ? "(" + each.range() + ")" : each.version()) + " "
                    + each.relation().id() + scope);
        });
        return lines;
    }

    private List<String> direct() {
        RecordedReport report = run(scan());
        assertThat(report.gaps()).isEmpty();
        return lines(report).stream()
                .filter(line -> line.contains(" direct") && !line.endsWith(" build"))
                .sorted()
                .toList();
    }

    private static String parent(String artifact, String version, String more) {
        return "<parent><groupId>g</groupId><artifactId>" + artifact + "</artifactId><version>" + version + "</version>"
                + more + "</parent>";
    }

    private static String dependency(String group, String artifact, String version) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId>"
                + (version.isEmpty() ? "" : "<version>" + version + "</version>") + "</dependency>";
    }

    private static String managed(String... dependencies) {
        return "<dependencyManagement><dependencies>" + String.join("", dependencies)
                + "</dependencies></dependencyManagement>";
    }

    private static String list(String artifact, String version) {
        return dependency("g", artifact, version)
                .replace("</dependency>", "<type>pom</type><scope>import</scope></dependency>");
    }

    private static String asked(String... dependencies) {
        return "<dependencies>" + String.join("", dependencies) + "</dependencies>";
    }

    private static String self(String artifact, String version) {
        return "<groupId>g</groupId><artifactId>" + artifact + "</artifactId><version>" + version
                + "</version><packaging>pom</packaging>";
    }

    @Test
    void aModuleGetsWhatItsParentSays() {
        pom(
                "pom.xml",
                self("root", "${revision}")
                        + "<properties><revision>3.1</revision><log>1.0</log><db>7</db></properties>"
                        + managed(
                                dependency("log", "log", "${log}"),
                                dependency("db", "db", "${db}"),
                                dependency("t", "t", "4.13").replace("</dep", "<scope>test</scope></dep"),
                                dependency("${project.groupId}", "b", "${project.version}"))
                        + asked(dependency("all", "all", "${log}")));
        pom(
                "a/pom.xml",
                parent("root", "${revision}", "") + "\n<artifactId>a</artifactId>"
                        + "<properties><log>2.0</log></properties>\n"
                        + asked(
                                "\n" + dependency("log", "log", ""),
                                "\n" + dependency("t", "t", ""),
                                "\n" + dependency("g", "b", ""),
                                "\n" + dependency("db", "own", "${db}"),
                                "\n" + dependency("x", "x", "${project.parent.version}"),
                                "\n" + dependency("y", "y", "")));
        pom("b/pom.xml", parent("root", "${revision}", "") + "<artifactId>b</artifactId>");
        pom(
                "b/deep/pom.xml",
                parent("root", "3.1", "<relativePath>../..</relativePath>") + "<artifactId>c</artifactId>"
                        + asked(dependency("db", "db", "")));
        assertThat(direct())
                .containsExactly(
                        "a/pom.xml:10 y:y () direct",
                        "a/pom.xml:2 all:all 2.0 direct",
                        "a/pom.xml:5 log:log 2.0 direct",
                        "a/pom.xml:6 t:t 4.13 direct test",
                        "a/pom.xml:7 g:b 3.1 direct",
                        "a/pom.xml:8 db:own 7 direct",
                        "a/pom.xml:9 x:x 3.1 direct",
                        "b/deep/pom.xml:2 db:db 7 direct",
                        "pom.xml:2 all:all 1.0 direct");
        assertThat(lines(run(scan())).stream().filter(line -> line.contains(" self")))
                .containsExactlyInAnyOrder(
                        "a/pom.xml:1 g:a 3.1 self",
                        "b/pom.xml:1 g:b 3.1 self",
                        "b/deep/pom.xml:1 g:c 3.1 self",
                        "pom.xml:1 g:root 3.1 self");
    }

    @Test
    void importedListsAreReadWithTheirOwnProperties() {
        pom(
                "bom/pom.xml",
                self("bom", "1") + "<properties><v>5</v></properties>" + managed(dependency("a", "a", "${v}")));
        pom("two/pom.xml", self("two", "1") + managed(list("bom", "1"), dependency("b", "b", "6")));
        pom(
                "app/pom.xml",
                self("app", "1") + "<properties><v>9</v><bom>1</bom></properties>"
                        + managed(list("two", "${bom}"), dependency("b", "b", "8"))
                        + asked(dependency("a", "a", ""), dependency("b", "b", ""), dependency("c", "c", "")));
        assertThat(direct())
                .containsExactly(
                        "app/pom.xml:2 a:a 5 direct", "app/pom.xml:2 b:b 8 direct", "app/pom.xml:2 c:c () direct");
    }

    @Test
    void whatNobodyKnowsMayComeFirst() {
        pom("bom/pom.xml", self("bom", "1") + managed(dependency("a", "a", "5")));
        pom(
                "app/pom.xml",
                self("app", "1") + managed(list("far", "1"), list("bom", "1")) + asked(dependency("a", "a", "")));
        pom(
                "mod/pom.xml",
                parent("far", "1", "<relativePath/>") + "<artifactId>m</artifactId>" + managed(list("bom", "1"))
                        + asked(dependency("a", "a", "")));
        assertThat(direct()).containsExactly("app/pom.xml:2 a:a () direct", "mod/pom.xml:2 a:a () direct");
    }

    @Test
    void aParentMustBeTheOneThatIsNamed() {
        String inside = "<artifactId>m</artifactId>" + asked(dependency("a", "a", "${v}"));
        String said = "<properties><v>5</v></properties>";
        pom("pom.xml", self("root", "1") + said);
        pom("other/pom.xml", parent("root", "2", "") + inside);
        pom("outside/pom.xml", parent("root", "2", "<relativePath>../../../pom.xml</relativePath>") + inside);
        pom("missing/pom.xml", parent("none", "1", "<relativePath>../none.xml</relativePath>") + inside);
        pom("far/away/pom.xml", parent("root", "1", "<relativePath/>") + inside);
        assertThat(direct())
                .containsExactly(
                        "far/away/pom.xml:2 a:a 5 direct",
                        "missing/pom.xml:2 a:a (${v}) direct",
                        "other/pom.xml:2 a:a (${v}) direct",
                        "outside/pom.xml:2 a:a (${v}) direct");
        pom("copy/pom.xml", self("root", "1") + said.replace('5', '6'));
        assertThat(direct()).contains("far/away/pom.xml:2 a:a (${v}) direct"); // two say that they are it
    }

    @Test
    void pluginsAndProfiles() {
        String plugin = "<plugins><plugin><artifactId>p</artifactId>%s</plugin></plugins>";
        pom(
                "pom.xml",
                self("root", "1")
                        + "<properties><w>1</w></properties>"
                        + "<profiles><profile><properties><w>2</w><only>3</only></properties></profile>"
                        + "<profile><activation><activeByDefault>true</activeByDefault></activation>"
                        + "<properties><d>4</d></properties></profile></profiles>"
                        + "<build><pluginManagement>" + plugin.formatted("<version>${w}</version>")
                        + "</pluginManagement></build>");
        pom(
                "m/pom.xml",
                parent("root", "1", "") + "<artifactId>m</artifactId>"
                        + asked(
                                dependency("a", "w", "${w}"),
                                dependency("a", "only", "${only}"),
                                dependency("a", "d", "${d}"))
                        + "<build>" + plugin.formatted("") + "</build>");
        assertThat(lines(run(scan())))
                .contains(
                        "m/pom.xml:2 a:w 1 direct",
                        "m/pom.xml:2 a:only 3 direct",
                        "m/pom.xml:2 a:d 4 direct",
                        "m/pom.xml:2 org.apache.maven.plugins:p 1 direct build");
    }

    @Test
    void circlesEnd() {
        String inside = asked(dependency("a", "a", "${v}"), dependency("b", "b", ""));
        pom("x/pom.xml", parent("y", "1", "<relativePath>../y</relativePath>") + self("x", "1") + inside);
        pom("y/pom.xml", parent("x", "1", "<relativePath>../x</relativePath>") + self("y", "1") + inside);
        pom("self/pom.xml", parent("s", "1", "<relativePath>pom.xml</relativePath>") + self("s", "1") + inside);
        pom("l1/pom.xml", self("l1", "1") + managed(list("l2", "1")) + asked(dependency("b", "b", "")));
        pom("l2/pom.xml", self("l2", "1") + managed(list("l1", "1")));
        assertThat(direct()).hasSize(7).allMatch(line -> line.contains("a:a (${v})") || line.contains("b:b ()"));
    }

    @Test
    void listsOfListsDoNotMultiply() {
        for (int level = 0; level < 30; level++) {
            for (String side : List.of("l", "r")) {
                pom(
                        side + level + "/pom.xml",
                        self(side + level, "1") + managed(list("l" + (level + 1), "1"), list("r" + (level + 1), "1")));
            }
        }
        pom("l30/pom.xml", self("l30", "1"));
        pom("r30/pom.xml", self("r30", "1") + managed(dependency("a", "a", "5")));
        pom("app/pom.xml", self("app", "1") + managed(list("l0", "1")) + asked(dependency("a", "a", "")));
        assertThat(direct()).containsExactly("app/pom.xml:2 a:a 5 direct");
    }

    @Test
    void whatTakesTooLongIsAGap() {
        aTreeOf(50);
        RecordedReport report = run(new TestScan(detectors(new MavenTreeRule(100))));
        assertThat(report.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.kind()).isEqualTo(GapKind.LIMIT));
        assertThat(lines(report).stream().filter(line -> line.contains(" a:a ")))
                .hasSize(50);
    }

    @Test
    void whatIsHeldBackIsToldWhereTheWholeIsNotJudged() {
        aTreeOf(2_000);
        RecordedReport report = run(scan().memoryBytes(4 << 20));
        assertThat(report.gaps()).anyMatch(gap -> gap.kind() == GapKind.LIMIT);
        assertThat(lines(report).stream().filter(line -> line.contains(" a:a ")))
                .hasSize(2_000);
        files.put("zz/boom", "");
        MemoryConnector connector = new MemoryConnector();
        files.forEach((path, text) -> connector.file(path, text.getBytes(UTF_8)));
        connector.step(_ -> {
            throw new IllegalStateException("the walk ends here");
        });
        RecordedReport cut = scan().run(connector);
        assertThat(lines(cut).stream().filter(line -> line.contains(" a:a 5 "))).hasSize(2_000);
    }

    /** Whatever poms say of each other, each dependency is told at its line, once. */
    @Test
    void nothingThatIsHeldBackIsLost() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            files.clear();
            int poms = 1 + random.nextInt(8);
            List<String> wanted = new ArrayList<>();
            for (int i = 0; i < poms; i++) {
                String path = List.of("", "a/", "b/", "a/c/", "a/d/").get(random.nextInt(5))
                        + List.of("pom.xml", "x.pom").get(random.nextInt(2));
                String parent = random.nextInt(4) == 0
                        ? ""
                        : parent(
                                "p" + random.nextInt(3),
                                some(random),
                                List.of(
                                                "",
                                                "<relativePath/>",
                                                "<relativePath>..</relativePath>",
                                                "<relativePath>x.pom</relativePath>")
                                        .get(random.nextInt(4)));
                StringBuilder asked = new StringBuilder();
                for (int n = random.nextInt(4); n > 0; n--) {
                    asked.append('\n')
                            .append(dependency(some(random), "d" + n, random.nextBoolean() ? "" : some(random)));
                }
                pom(
                        path,
                        parent + self("p" + random.nextInt(3), some(random)) + "<properties><v>" + some(random)
                                + "</v><w>"
                                + some(random) + "</w></properties>"
                                + managed(
                                        dependency(some(random), "d1", some(random)),
                                        list("p" + random.nextInt(3), some(random)))
                                + asked(asked.toString()));
            }
            files.forEach((path, text) -> {
                List<String> lines = List.of(text.split("\n", -1));
                for (int line = 2; line < lines.size(); line++) {
                    if (lines.get(line).startsWith("<dependency>")) {
                        wanted.add(path + ":" + (line + 1));
                    }
                }
            });
            assertThat(lines(run(scan())).stream()
                            .filter(line -> line.contains(" direct"))
                            .map(line -> line.substring(0, line.indexOf(' ')))
                            .filter(place -> !place.endsWith(":2")))
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    private static String some(Random random) {
        return List.of("1", "${v}", "${w}", "${project.version}", "${project.parent.version}", "${", "g", "${none}")
                .get(random.nextInt(8));
    }

    /** 2,000 modules that ask for 40 packages each: what a tenth of that many bytes holds. */
    @Test
    void whatModulesAskForAgainAndAgainIsKeptOnce() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(dependency("a.group.with.a.long.name", "an-artifact-with-a-long-name-" + i, ""));
        }
        String[] packages = all.toArray(String[]::new);
        pom(
                "pom.xml",
                self("root", "1")
                        + managed(all.stream()
                                .map(each -> each.replace("</dep", "<version>2</version></dep"))
                                .toArray(String[]::new)));
        for (int i = 0; i < 2_000; i++) {
            pom("m" + i + "/pom.xml", parent("root", "1", "") + "<artifactId>m</artifactId>" + asked(packages));
        }
        RecordedReport report = run(scan().memoryBytes(8 * 8 << 20));
        assertThat(report.gaps()).isEmpty();
        assertThat(lines(report).stream().filter(line -> line.endsWith(" 2 direct")))
                .hasSize(80_000);
    }

    private void aTreeOf(int modules) {
        pom("pom.xml", self("root", "1") + "<properties><v>5</v></properties>");
        for (int i = 0; i < modules; i++) {
            pom(
                    "m" + i + "/pom.xml",
                    parent("root", "1", "") + "<artifactId>m</artifactId>" + asked(dependency("a", "a", "${v}")));
        }
    }
}
