@echo off
rem Starts edvr4j: finds a JDK 25 or later, builds on the first run, then hands over to java.
setlocal EnableExtensions DisableDelayedExpansion

set "home=%~dp0"
set "home=%home:~0,-1%"
set "jar=%home%\cli\target\edvr.jar"
set "log=%home%\cli\target\edvr-build.log"
set "lock=%home%\cli\target\edvr-build.lock"
set "jdk="

if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%j in ('where java 2^>nul') do call :try_java "%%~dpj."
for /d %%j in ("%ProgramFiles%\Eclipse Adoptium\jdk*" "%ProgramFiles%\Java\jdk*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\zulu*" "%ProgramFiles%\Amazon Corretto\jdk*" "%USERPROFILE%\.jdks\*") do call :try "%%~j"
if not defined jdk (
  echo edvr: no JDK 25 or later was found: install one ^(https://adoptium.net^) or set JAVA_HOME>&2
  exit /b 1
)

if not exist "%jar%" call :build
if not exist "%jar%" exit /b 1

"%jdk%\bin\java.exe" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -XX:MaxRAMPercentage=75 -XX:+UseSerialGC -Xmn24m -XX:+IgnoreUnrecognizedVMOptions -XX:Tier3DelayOn=1000000 -XX:-ProfileInterpreter "-Dedvr.home=%home%" -cp "%jar%;%home%\cli\target\lib\*" io.github.edvr4j.cli.Main %*
exit /b %ERRORLEVEL%

:try_java
for %%h in ("%~1\..") do call :try "%%~fh"
exit /b

rem The file "release", which every JDK carries, is read without starting a JVM.
:try
if defined jdk exit /b
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
set "version="
for /f "tokens=2 delims==." %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "version=%%~v"
set "version=%version:"=%"
if "%version%"=="" exit /b
if %version% geq 25 set "jdk=%~1"
exit /b

:build
where mvn >nul 2>nul
if errorlevel 1 (
  echo edvr: the first run builds edvr4j and needs Maven: install it ^(https://maven.apache.org^)>&2
  exit /b 1
)
if not exist "%home%\cli\target" mkdir "%home%\cli\target"
rem A second first run waits until the first one has built.
mkdir "%lock%" 2>nul
if errorlevel 1 (
  echo edvr: another run is building ^(if none is, remove %lock%^)>&2
  goto wait
)
echo building... ^(first run only, about a minute^)>&2
set "JAVA_HOME=%jdk%"
call mvn -B -f "%home%\pom.xml" -pl cli -am -Dmaven.test.skip=true package <nul >"%log%" 2>&1
if errorlevel 1 (
  powershell -NoProfile -Command "Get-Content -Tail 15 -LiteralPath $env:log" >&2
  echo edvr: the build failed; all it said is in %log%>&2
)
rmdir "%lock%"
exit /b

:wait
ping -n 2 127.0.0.1 >nul
if exist "%lock%" goto wait
exit /b
