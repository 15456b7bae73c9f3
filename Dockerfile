# Palmarès for several visitors. compose.yaml puts a proxy before it and a database behind it.
FROM python:3.13-slim-bookworm

# An ordinary user that owns nothing here, not even the app.
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin palmares

WORKDIR /app
COPY requirements-server.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-server.txt
COPY .streamlit/config.toml .streamlit/
COPY app.py LICENSE ./
COPY lib lib/
COPY pages pages/
COPY sample_data sample_data/
RUN python -m compileall -q app.py lib pages sample_data

USER 10001
ENV PYTHONUNBUFFERED=1
EXPOSE 8501

HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://localhost:8501/_stcore/health', timeout=4)"]

# Streamlit hears SIGTERM itself, since no shell stands between: what is open is written before it ends.
STOPSIGNAL SIGTERM
CMD ["python", "-m", "streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true"]
