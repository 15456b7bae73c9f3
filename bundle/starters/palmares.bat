@echo off
rem Windows: starts Palmares with the Python of the computer.
cd /d "%~dp0"
where py >nul 2>nul || (
  echo Installez d'abord Python 3.11 ou plus recent. / Install Python 3.11 or newer first.
  pause
  exit /b 1
)
py run.py
pause
