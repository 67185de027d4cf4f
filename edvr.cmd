@echo off
rem Starts edvr4j: finds a JDK 25 or later, builds on the first run, then hands over to java.
setlocal EnableExtensions DisableDelayedExpansion

set "home=%~dp0"
set "home=%home:~0,-1%"
set "jar=%home%\cli\target\edvr.jar"
set "log=%home%\target\edvr-build.log"
set "lock=%home%\target\edvr-build.lock"
set "unfinished=%home%\target\edvr-build.unfinished"
set "jdk="

if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%j in ('where java 2^>nul') do call :try_java "%%~dpj."
for /d %%j in ("%ProgramFiles%\Eclipse Adoptium\jdk*" "%ProgramFiles%\Java\jdk*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\zulu*" "%ProgramFiles%\Amazon Corretto\jdk*" "%USERPROFILE%\.jdks\*") do call :try "%%~j"
if not defined jdk (
  echo edvr: no JDK 25 or later was found: install one ^(https://adoptium.net^) or set JAVA_HOME>&2
  exit /b 1
)

set "built="
call :look
if not defined built call :look
if exist "%jar%" if not exist "%unfinished%" set "built=yes"
exit /b

:build
where mvn >nul 2>nul
if errorlevel 1 (
  echo edvr: the first run builds edvr4j and needs Maven: install it ^(https://maven.apache.org^)>&2
  exit /b 1
)
if not exist "%home%\target" mkdir "%home%\target" 2>nul
if not exist "%home%\target" (
  echo edvr: cannot write to %home%, where the first run builds edvr4j>&2
  exit /b 1
)
set "waiting="
:wait
rem An open file locks, since Windows closes it however the process ends; a second first run waits here.
set "locked="
8>&2 2>nul (9>"%lock%" call :build_locked 2>&8)
if defined locked exit /b
if not defined waiting echo edvr: another edvr is building; waiting for it>&2
set "waiting=yes"
ping -n 2 127.0.0.1 >nul
goto wait

:build_locked
set "locked=yes"
call :look
if defined built exit /b
rem A build that was cut short may have left half a file anywhere.
if exist "%unfinished%" for /d %%m in ("%home%\*") do if exist "%%~m\target" rmdir /s /q "%%~m\target"
type nul >"%unfinished%"
type nul >"%log%"
set "JAVA_HOME=%jdk%"
call :show_progress
call mvn -B -U -f "%home%\pom.xml" -pl cli -am -Dmaven.test.skip=true package <nul >"%log%" 2>&1
if errorlevel 1 goto failed
del "%unfinished%"
call :look
exit /b

:failed
findstr /b /c:"[ERROR]" "%log%" >&2
findstr /c:"in offline mode" "%log%" >nul
if not errorlevel 1 (
  echo edvr: Maven is told to work offline ^(settings.xml, MAVEN_ARGS^), but the first run has to download libraries: let it go online once>&2
  exit /b 1
)
findstr /c:"Could not transfer" /c:"Unknown host" /c:"UnknownHostException" /c:"Connection refused" /c:"timed out" /c:"PKIX path" "%log%" >nul
if not errorlevel 1 (
  echo edvr: Maven could not download the libraries that the first run needs: connect to the internet, or, behind a proxy, name it in %USERPROFILE%\.m2\settings.xml ^(https://maven.apache.org/guides/mini/guide-proxies.html^), then run the same command; all that Maven said is in %log%>&2
  exit /b 1
)
echo edvr: the build failed; all that Maven said is in %log%>&2
exit /b 1

rem Beside Maven, for as long as it holds its log open: a line every five seconds.
:show_progress
start "" /b powershell -NoProfile -Command "$begun = Get-Date; do { Start-Sleep 5; $file = [IO.File]::Open($env:log, 'Open', 'Read', 'ReadWrite'); $text = (New-Object IO.StreamReader $file).ReadToEnd(); $file.Close(); $megabytes = 0; foreach ($m in [regex]::Matches($text, 'Downloaded .*\((?<n>[\d.]+) (?<u>[kMG]?B) at')) { $megabytes += [double]$m.Groups['n'].Value * @{ B = 0; kB = 0.001; MB = 1; GB = 1000 }[$m.Groups['u'].Value] }; $line = 'building... (first run only) {0:0} s, {1:0} MB downloaded' -f ((Get-Date) - $begun).TotalSeconds, $megabytes; $module = [regex]::Matches($text, 'Building (edvr4j-\S+) .*\[(\d+)/(\d+)\]') | Select-Object -Last 1; if ($module) { $line += ', {0} ({1} of {2})' -f $module.Groups[1].Value, $module.Groups[2].Value, $module.Groups[3].Value }; [Console]::Error.WriteLine($line); try { [IO.File]::Open($env:log, 'Open', 'Write', 'ReadWrite').Close(); $running = $false } catch { $running = $true } } while ($running)"
exit /b
