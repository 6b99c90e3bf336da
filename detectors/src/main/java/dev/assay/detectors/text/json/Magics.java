package dev.assay.detectors.text.json;

import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What IPython makes of a cell before Python reads it: commands of the shell and magics. All that runs in a shell becomes a line
 * that begins with {@code !}, which the reader of Python judges as a command; what runs in the browser goes out. Belongs to one
 * notebook.
 */
final class Magics {
    private static final Set<String> SHELL_CELLS =
            Set.of("bash", "sh", "script", "system", "sx", "!", "cmd", "powershell", "perl", "ruby");
    private static final Set<String> SHELL_LINES = Set.of("system", "sx", "sc");
    private static final Set<String> BROWSER_CELLS = Set.of("javascript", "js", "html", "svg", "latex", "markdown");

    /** Magics that fetch or run what they name. */
    private static final Set<String> FETCHING = Set.of("run", "load", "loadpy", "pip", "conda", "mamba", "uv");

    /** What {@code !command} is in a notebook that was exported, or written by hand. */
    private static final List<String> CALLS = List.of(
            "get_ipython().system(",
            "get_ipython().getoutput(",
            "get_ipython().run_line_magic('system'",
            "get_ipython().run_line_magic(\"system\"",
            "get_ipython().run_line_magic('sx'",
            "get_ipython().run_cell_magic('bash'",
            "get_ipython().run_cell_magic(\"bash\"",
            "get_ipython().run_cell_magic('sh'",
            "get_ipython().run_cell_magic('script'");

    private static final String RULE_FETCHES = "fetches";
    private static final String RULE_BROWSER = "browser-code";

    private final Anomalies anomalies;

    Magics(Anomalies anomalies) {
        this.anomalies = anomalies;
    }

    /**
     * A cell as Python with commands.
     *
     * @param offsetBytes where it stands in the notebook
     */
    String python(String cell, long offsetBytes) {
        List<String> lines = Parts.of(cell, '\n');
        int first = 0;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        String head = first < lines.size() ? lines.get(first).strip() : "";
        if (!head.startsWith("%%")) {
            return lines(lines, offsetBytes);
        }
        String name = word(head.substring(2));
        List<String> rest = lines.subList(first + 1, lines.size());
        if (SHELL_CELLS.contains(name)) {
            return commands(rest, offsetBytes);
        }
        if (BROWSER_CELLS.contains(name)) {
            if (name.startsWith("j") || cell.toLowerCase(Locale.ROOT).contains("<script")) {
                anomalies.add(RULE_BROWSER, offsetBytes, () -> "a cell is " + Quoted.of(head));
            }
            return "";
        }
        return lines(rest, offsetBytes); // of Python, which the magic measures or catches
    }

    private String lines(List<String> lines, long offsetBytes) {
        StringBuilder python = new StringBuilder();
        for (String line : lines) {
            python.append(line(line, offsetBytes)).append('\n');
        }
        return python.toString();
    }

    private String line(String line, long offsetBytes) {
        String text = line.strip();
        int given = text.indexOf('=');
        String behind = given < 0 ? text : text.substring(given + 1).strip();
        String magic = text.startsWith("!") || text.startsWith("%") ? text : behind;
        if (magic.startsWith("!") && !magic.startsWith("!=")) {
            return command(magic.substring(magic.startsWith("!!") ? 2 : 1), offsetBytes);
        }
        if (magic.startsWith("%") && magic.length() > 1 && Character.isLetter(magic.charAt(1))) {
            String name = word(magic.substring(1));
            String arguments = magic.substring(1 + name.length());
            if (SHELL_LINES.contains(name)) {
                return command(arguments, offsetBytes);
            }
            fetch(name, arguments, offsetBytes);
            return "";
        }
        for (String call : CALLS) {
            int at = text.indexOf(call);
            if (at >= 0) {
                return command(text.substring(at + call.length()), offsetBytes);
            }
        }
        return line;
    }

    /** Lines of a shell, where a backslash joins two. */
    private String commands(List<String> lines, long offsetBytes) {
        StringBuilder all = new StringBuilder();
        StringBuilder one = new StringBuilder();
        for (String line : lines) {
            boolean goesOn = line.endsWith("\\");
            one.append(goesOn ? line.substring(0, line.length() - 1) : line);
            if (!goesOn) {
                all.append(command(one.toString(), offsetBytes)).append('\n');
                one.setLength(0);
            }
        }
        return all.append(command(one.toString(), offsetBytes)).append('\n').toString();
    }

    private String command(String command, long offsetBytes) {
        String text = command.strip();
        String name = word(text);
        fetch(name.equals("pip3") ? "pip" : name, text.substring(name.length()), offsetBytes);
        return text.isEmpty() || text.startsWith("#") ? "" : "!" + text;
    }

    private void fetch(String name, String arguments, long offsetBytes) {
        String lower = arguments.toLowerCase(Locale.ROOT);
        if (FETCHING.contains(name) && (lower.contains("://") || lower.contains("git@"))) {
            anomalies.add(RULE_FETCHES, offsetBytes, () -> Quoted.of(name + arguments));
        }
    }

    private static String word(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) > ' ') {
            end++;
        }
        return text.substring(0, end);
    }
}
