package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.XmlTree.Attribute;
import dev.assay.engine.text.XmlTree.Element;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Commands that building a project runs: {@code Exec} and events of MSBuild (learn.microsoft.com/visualstudio/msbuild/exec-task),
 * {@code exec-maven-plugin} (www.mojohaus.org/exec-maven-plugin) and {@code exec} of Ant (ant.apache.org/manual/Tasks/exec.html), of
 * whatever phase or condition. What stands in properties is not put in their place.
 */
final class BuildCommands {
    private static final String EVENT = "build";

    private final Content content;

    private BuildCommands(Content content) {
        this.content = content;
    }

    /** A file without any of these is not taken apart. */
    static void xml(Content content) throws MalformedException {
        String text = content.text();
        boolean isAny = text.contains("<Exec")
                || text.contains("BuildEvent>")
                || text.contains("exec-maven-plugin")
                || text.contains("<exec");
        if (isAny) {
            new BuildCommands(content).read(content.xml());
        }
    }

    private void read(Element root) {
        Deque<Element> left = new ArrayDeque<>(List.of(root));
        while (!left.isEmpty()) {
            Element element = left.pop();
            command(element, root.name());
            for (int i = element.children().size() - 1; i >= 0; i--) {
                left.push(element.children().get(i));
            }
        }
    }

    private void command(Element element, String root) {
        switch (element.name()) {
            case "Exec" -> command("msbuild", attribute(element, "command"), element);
            case "PreBuildEvent", "PostBuildEvent", "PreLinkEvent" -> event(element);
            case "exec" -> ant(element, root);
            case "plugin" -> {
                if (element.text("artifactId").strip().equals("exec-maven-plugin")) {
                    plugin(element);
                }
            }
            default -> {}
        }
    }

    /** Names in MSBuild are the same in either case. */
    private static String attribute(Element element, String name) {
        for (Attribute each : element.attributes()) {
            if (each.name().equalsIgnoreCase(name)) {
                return each.value();
            }
        }
        return "";
    }

    /** The text of the element, or of a command in it, as projects of C++ have it. */
    private void event(Element element) {
        command("msbuild", element.text(), element);
        command("msbuild", element.text("Command"), element);
    }

    private void ant(Element exec, String root) {
        if (!exec.attribute("command").isEmpty()) {
            command(tool(root), exec.attribute("command"), exec);
            return;
        }
        List<String> arguments = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (Element each : exec.children("arg")) {
            if (!each.attribute("value").isEmpty()) {
                arguments.add(each.attribute("value"));
            }
            lines.append(each.attribute("line").isEmpty() ? "" : " ").append(each.attribute("line"));
        }
        if (!exec.attribute("executable").isEmpty()) {
            command(tool(root), Content.words(exec.attribute("executable"), arguments) + lines, exec);
        }
    }

    private static String tool(String root) {
        return root.equals("project") ? "maven" : root;
    }

    /** The configuration of the plugin, and those of its executions. */
    private void plugin(Element plugin) {
        List<Element> configured = new ArrayList<>(plugin.children("configuration"));
        for (Element executions : plugin.children("executions")) {
            executions.children("execution").forEach(each -> configured.addAll(each.children("configuration")));
        }
        for (Element each : configured) {
            String program = each.text("executable").strip();
            List<String> arguments = new ArrayList<>();
            for (Element all : each.children("arguments")) {
                all.children("argument").forEach(argument -> arguments.add(argument.text()));
            }
            String rest = each.text("commandlineArgs").strip();
            if (!program.isEmpty()) {
                command("maven", Content.words(program, arguments) + (rest.isEmpty() ? "" : " " + rest), each);
            }
        }
    }

    private void command(String tool, String command, Element at) {
        content.command(tool, EVENT, command, at.offsetBytes());
    }

    /** What a build of Gradle starts, as far as it is written; the rest of the program is not looked into. */
    static void gradle(Content content) {
        String text = content.text();
        GradleTokens tokens = new GradleTokens(text);
        if (tokens.isCut()) {
            content.out().gap(GapKind.LIMIT, -1, "has more words than are read for what the build starts", -1);
        }
        int counted = 0;
        long offset = 0;
        for (GradleTokens.Started each : tokens.started()) {
            offset += Utf8Length.of(text, counted, each.from());
            counted = each.from();
            String command = each.words().size() == 1
                    ? each.words().getFirst()
                    : Content.words(
                            Parts.first(each.words().getFirst(), Content.MOST_TEXT),
                            each.words().subList(1, each.words().size()));
            content.command("gradle", EVENT, command, offset);
        }
    }
}
