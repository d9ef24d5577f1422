using System.Text;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Text;

/// <summary>
/// Joins the words of one identifier in lower case by a connector. A number belongs to the word before it unless
/// letters in lower case follow.
/// </summary>
internal sealed class LowerCaseWriter(string text, char connector)
{
    private readonly StringBuilder _result = new(text.Length + 8);
    private CaseWordKind _kind;
    private string _word = "";
    private int _next;

    private bool IsLast => _next >= text.Length;

    public string Write()
    {
        Take();
        while (!IsLast)
        {
            if (_kind != CaseWordKind.Connector)
            {
                Append(_kind, _word);
            }

            var (kind, word) = (_kind, _word);
            Take();
            Join(kind, word);
        }

        Append(_kind, _word);
        return _result.ToString();
    }

    private void Join(CaseWordKind kind, string word)
    {
        switch (kind)
        {
            case CaseWordKind.Number:
                AfterNumber();
                break;
            case CaseWordKind.Connector:
                Append(kind, word);
                break;
            case CaseWordKind.Punctuation:
                break;
            default:
                AfterLetters();
                break;
        }
    }

    private void Take()
    {
        var word = CaseWord.Next(text.AsSpan(_next));
        _kind = word.Kind;
        _word = text.Substring(_next, word.Length);
        _next += word.Length;
    }

    private void AfterNumber()
    {
        AppendAlphanumerics();
        if (_kind != CaseWordKind.Invalid)
        {
            Connect();
        }
    }

    private void AfterLetters()
    {
        if (_kind != CaseWordKind.Number)
        {
            Connect();
            return;
        }

        if (IsLast)
        {
            return;
        }

        var number = _word;
        Take();
        if (_kind != CaseWordKind.Alphabet)
        {
            Append(CaseWordKind.Number, number);
            Connect();
            return;
        }

        _result.Append(connector);
        Append(CaseWordKind.Number, number);
        AppendAlphanumerics();
        if (_kind != CaseWordKind.Invalid)
        {
            Connect();
        }
    }

    private void AppendAlphanumerics()
    {
        while (_kind is CaseWordKind.Alphabet or CaseWordKind.Number)
        {
            Append(_kind, _word);
            Take();
        }
    }

    private void Connect()
    {
        if (_kind is not (CaseWordKind.Connector or CaseWordKind.Punctuation))
        {
            _result.Append(connector);
        }
    }

    private void Append(CaseWordKind kind, string word)
    {
        if (kind is not (CaseWordKind.Upper or CaseWordKind.Connector))
        {
            _result.Append(word);
            return;
        }

        foreach (var rune in ByteText.Runes(word))
        {
            ByteText.AppendRune(_result, CaseWord.IsConnector(rune) ? connector : Letters.IsUpper(rune) ? Letters.ToLower(rune) : rune);
        }
    }
}
