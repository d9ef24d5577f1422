using System.Text;
using System.Text.Json.Nodes;

namespace Coffer.Embedded.Vault.Policies;

/// <summary>
/// The part of HCL that policies use, read into the shape of HCL's JSON form: a block
/// <c>path "x" { ... }</c> becomes <c>{"path":[{"x":{...}}]}</c>.
/// </summary>
internal sealed class HclReader(string text)
{
    private int _at;

    public static JsonObject Read(string text)
    {
        var reader = new HclReader(text);
        var body = reader.ReadBody(topLevel: true);
        return body;
    }

    private JsonObject ReadBody(bool topLevel)
    {
        var body = new JsonObject();
        while (true)
        {
            Skip();
            if (_at == text.Length)
            {
                return topLevel ? body : throw Fail("object expected closing RBRACE got: EOF");
            }

            if (!topLevel && text[_at] == '}')
            {
                _at++;
                return body;
            }

            ReadMember(body);
        }
    }

    private void ReadMember(JsonObject body)
    {
        var name = text[_at] == '"' ? ReadString() : ReadWord();
        Skip();
        if (Peek() is '=' or ':')
        {
            _at++;
            body[name] = ReadValue();
        }
        else
        {
            var label = Peek() == '"' ? ReadString() : null;
            Expect('{');
            var block = ReadBody(topLevel: false);
            AddBlock(body, name, label is null ? block : new JsonObject { [label] = block });
        }

        Skip();
        if (Peek() == ',')
        {
            _at++;
        }
    }

    private static void AddBlock(JsonObject body, string name, JsonObject block)
    {
        if (body[name] is JsonArray list)
        {
            list.Add(block);
        }
        else
        {
            body[name] = new JsonArray(block);
        }
    }

    private JsonNode? ReadValue()
    {
        Skip();
        switch (Peek())
        {
            case '"':
                return ReadString();
            case '[':
                return ReadList();
            case '{':
                _at++;
                return ReadBody(topLevel: false);
            default:
                return ReadWord();
        }
    }

    private JsonArray ReadList()
    {
        _at++;
        var list = new JsonArray();
        while (true)
        {
            Skip();
            if (Peek() == ']')
            {
                _at++;
                return list;
            }

            list.Add(ReadValue());
            Skip();
            if (Peek() == ',')
            {
                _at++;
            }
            else if (Peek() != ']')
            {
                throw Fail("error parsing list, expected comma or list end");
            }
        }
    }

    private string ReadString()
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length && text[_at] != '"'; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
            {
                _at++;
            }

            value.Append(text[_at]);
        }

        if (_at == text.Length)
        {
            throw Fail("literal not terminated");
        }

        _at++;
        return value.ToString();
    }

    private string ReadWord()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '-' or '.'))
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw Fail("illegal character");
    }

    private void Expect(char wanted)
    {
        Skip();
        if (Peek() != wanted)
        {
            throw Fail($"expected {wanted}");
        }

        _at++;
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private void Skip()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
            else if (text[_at] == '#' || Ahead("//"))
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else if (Ahead("/*"))
            {
                var end = text.IndexOf("*/", _at, StringComparison.Ordinal);
                _at = end < 0 ? text.Length : end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private bool Ahead(string mark) => string.CompareOrdinal(text, _at, mark, 0, mark.Length) == 0;

    private PolicyException Fail(string what)
    {
        var line = text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n') + 1;
        var column = _at - text.LastIndexOf('\n', Math.Max(0, Math.Min(_at, text.Length) - 1));
        return new PolicyException($"failed to parse policy: At {line}:{column}: {what}");
    }
}
