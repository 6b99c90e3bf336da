package dev.assay.app.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Chromium without a window, driven through its own protocol (Chrome DevTools Protocol) over a loopback socket, so that a
 * test needs no library for it. Where it is: {@code ASSAY_BROWSER}, else a usual place.
 */
final class Browser {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long PATIENCE_SECONDS = 60;
    private static final List<String> USUAL =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new ArrayList<>();
    private String session = "";
    private int commands;

    static Optional<Path> find() {
        String named = System.getenv("ASSAY_BROWSER");
        return (named == null || named.isEmpty() ? USUAL.stream() : Stream.of(named))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param profile an empty folder of its own */
    static Browser start(Path executable, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox", // tests run as root in containers; the pages are our own
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile)
                .redirectErrorStream(true)
                .start();
        BufferedReader out = process.inputReader(UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            int at = line.indexOf("ws://");
            if (at >= 0) {
                Thread.ofVirtual().start(() -> out.lines().forEach(rest -> {})); // a full pipe would stop it
                return new Browser(process, URI.create(line.substring(at).strip()));
            }
        }
        process.destroyForcibly();
        throw new IOException("the browser did not say where it listens");
    }

    private Browser(Process process, URI address) throws InterruptedException {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .join();
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .stringValue();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .stringValue();
        call("Page.enable", Map.of());
        call("Log.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Network.enable", Map.of());
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                answers.add(MAPPER.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws InterruptedException {
        int id = ++commands;
        Map<String, Object> command = new java.util.HashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        socket.sendText(MAPPER.writeValueAsString(command), true).join();
        while (true) {
            JsonNode answer = next(method);
            if (answer.path("id").asInt(0) == id) {
                if (answer.has("error")) {
                    throw new IllegalStateException(method + ": " + answer.get("error"));
                }
                return answer.get("result");
            }
            events.add(answer);
        }
    }

    private JsonNode next(String waitingFor) throws InterruptedException {
        JsonNode answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("no answer of the browser to " + waitingFor);
        }
        return answer;
    }

    /** Opens a file, and waits until it is loaded. */
    Browser open(Path file) throws InterruptedException {
        events.clear();
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        while (events.stream()
                .noneMatch(event -> event.path("method").asString("").equals("Page.loadEventFired"))) {
            events.add(next("Page.loadEventFired"));
        }
        return this;
    }

    /** Without scripts, as a reader that does not trust them. */
    Browser scripts(boolean enabled) throws InterruptedException {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", !enabled));
        return this;
    }

    Browser dark() throws InterruptedException {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        return this;
    }

    /** Types into what the selector finds. */
    void type(String selector, String text) throws InterruptedException {
        evaluate("document.querySelector(" + MAPPER.writeValueAsString(selector) + ").focus()");
        call("Input.insertText", Map.of("text", text));
    }

    JsonNode evaluate(String script) throws InterruptedException {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(script + ": " + result.get("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /** What the page complained about: scripts that failed, what its policy refused. */
    List<String> complaints() {
        return events.stream()
                .filter(event -> switch (event.path("method").asString("")) {
                    case "Runtime.exceptionThrown", "Log.entryAdded" -> true;
                    default -> false;
                })
                .map(JsonNode::toString)
                .toList();
    }

    /** The addresses that were asked for. */
    List<String> requests() {
        return events.stream()
                .filter(event -> event.path("method").asString("").equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").stringValue())
                .toList();
    }

    byte[] screenshot() throws InterruptedException {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                        .get("data")
                        .stringValue());
    }

    byte[] print() throws InterruptedException {
        return Base64.getDecoder()
                .decode(call("Page.printToPDF", Map.of()).get("data").stringValue());
    }

    /** Ends the process. */
    void stop() throws InterruptedException {
        session = "";
        try {
            call("Browser.close", Map.of());
        } finally {
            socket.abort();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
