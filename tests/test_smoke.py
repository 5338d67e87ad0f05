def test_guide(client):
    assert client.get("/api/v1/guide").json["meta"]["edition"] == 1


def test_guide2(client):
    assert client.post("/api/v1/guide").status_code == 405
    assert client.post("/api/v1/nope").status_code == 404


def test_server(server):
    assert server.get("/readyz")["edition"] == 1
