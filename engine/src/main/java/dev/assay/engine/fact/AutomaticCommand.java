package dev.assay.engine.fact;

/**
 * A command that a tool runs by itself, as when a package is installed, a folder is opened in an editor, or an agent starts.
 *
 * @param tool whose file it is: {@code npm}, {@code composer}, {@code vscode}, {@code devcontainer}, {@code claude}
 * @param event on what it runs, as the tool calls it: {@code postinstall}, {@code folderOpen}
 * @param command the text, as the tool would hand it to a shell or start it
 */
public record AutomaticCommand(String tool, String event, String command, long offsetBytes, int line) implements Fact {}
