package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Commands in settings. Of coding agents: hooks by event, each with commands (code.claude.com/docs/en/hooks, cursor.com/docs/agent/hooks,
 * geminicli.com/docs/hooks), servers that are started for them ({@code mcpServers}), and what shows a state line or gives a key. Of git:
 * programs that it starts, and where its hooks lie (git-scm.com/docs/git-config).
 */
final class SettingsHooks {
    private static final int MOST_EVENT = 60;

    private SettingsHooks() {}

    static void agent(Content content) throws MalformedException {
        if (!(content.json() instanceof Mapping root)) {
            return;
        }
        for (Entry event : root.mapping("hooks").entries()) {
            hooks(event.key(), event.value(), content);
        }
        servers(root.mapping("mcpServers"), content);
        servers(root.mapping("servers"), content);
        for (String key : List.of("apiKeyHelper", "awsAuthRefresh", "awsCredentialExport", "otelHeadersHelper")) {
            if (root.get(key) instanceof Scalar helper) {
                content.command("agent", key, helper.text(), helper.offsetBytes());
            }
        }
        if (root.mapping("statusLine").get("command") instanceof Scalar line) {
            content.command("agent", "statusLine", line.text(), line.offsetBytes());
        }
    }

    /** The commands of an event, at whatever depth the agent puts them. */
    private static void hooks(String event, Tree value, Content content) {
        Tree.mappings(value, each -> {
            if (each.get("command") instanceof Scalar command) {
                String name = event.substring(0, Math.min(event.length(), MOST_EVENT));
                content.command("agent", name, withArguments(command, each), command.offsetBytes());
            }
        });
    }

    private static void servers(Mapping servers, Content content) {
        for (Entry server : servers.entries()) {
            if (server.value() instanceof Mapping mapping && mapping.get("command") instanceof Scalar command) {
                content.command("agent", "mcp-server", withArguments(command, mapping), command.offsetBytes());
            }
        }
    }

    private static String withArguments(Scalar command, Mapping around) {
        List<String> words = new ArrayList<>();
        for (Tree argument : around.items("args")) {
            if (argument instanceof Scalar scalar) {
                words.add(scalar.text());
            }
        }
        return Content.words(command.text(), words);
    }

    /** Of a repository that lies within what is scanned, as a folder with a file {@code config}: git heeds it there. */
    static void git(Content content) throws MalformedException {
        if (content.ini() instanceof Mapping root && root.mapping("core").get("repositoryformatversion") != null) {
            for (Entry entry : root.mapping("core").entries()) {
                String key = entry.key().toLowerCase(Locale.ROOT);
                boolean isProgram = key.equals("fsmonitor") || key.equals("sshcommand") || key.equals("hookspath");
                if (isProgram && entry.value() instanceof Scalar value) {
                    content.command("git", key, value.text(), entry.offsetBytes());
                }
            }
        }
    }
}
