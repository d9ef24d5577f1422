namespace Coffer.Templates.Functions.Dates;

/// <summary>Reads the elements of one time from a text. Each method moves on only by what it understood and says whether it did.</summary>
internal ref struct TimeReader(ReadOnlySpan<char> rest)
{
    private const int Longest = 10;

    public ReadOnlySpan<char> Rest { get; private set; } = rest;

    /// <summary>Passes over text of the layout; blanks stand for any number of blanks.</summary>
    public bool Skip(ReadOnlySpan<char> prefix)
    {
        while (!prefix.IsEmpty)
        {
            if (prefix[0] == ' ')
            {
                if (!Rest.IsEmpty && Rest[0] != ' ')
                {
                    return false;
                }

                prefix = prefix.TrimStart(' ');
                Rest = Rest.TrimStart(' ');
                continue;
            }

            if (!TryTake(prefix[0]))
            {
                return false;
            }

            prefix = prefix[1..];
        }

        return true;
    }

    public bool TryTake(char expected)
    {
        if (Rest.IsEmpty || Rest[0] != expected)
        {
            return false;
        }

        Rest = Rest[1..];
        return true;
    }

    public bool TryTake(string expected)
    {
        if (!Rest.StartsWith(expected))
        {
            return false;
        }

        Rest = Rest[expected.Length..];
        return true;
    }

    public void Advance(int count) => Rest = Rest[count..];

    /// <summary>One digit or two, with <paramref name="isFixed"/> only two.</summary>
    public bool Number(bool isFixed, out int number)
    {
        number = 0;
        if (!IsDigit(0) || (isFixed && !IsDigit(1)))
        {
            return false;
        }

        var length = IsDigit(1) ? 2 : 1;
        number = int.Parse(Rest[..length], System.Globalization.CultureInfo.InvariantCulture);
        Advance(length);
        return true;
    }

    /// <summary>Up to three digits, with <paramref name="isFixed"/> only three.</summary>
    public bool Number3(bool isFixed, out int number)
    {
        number = 0;
        var length = 0;
        for (; length < 3 && IsDigit(length); length++)
        {
            number = (number * 10) + Rest[length] - '0';
        }

        if (length == 0 || (isFixed && length != 3))
        {
            return false;
        }

        Advance(length);
        return true;
    }

    /// <summary>So many characters that are a number with an optional sign, as years are.</summary>
    public bool Year(int length, out int year)
    {
        year = 0;
        if (Rest.Length < length)
        {
            return false;
        }

        var text = Rest[..length];
        var negative = text[0] == '-';
        var digits = text[0] is '-' or '+' ? text[1..] : text;
        if (digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            year = (year * 10) + digit - '0';
        }

        year = negative ? -year : year;
        Advance(length);
        return true;
    }

    /// <summary>One of some names in any case; its number, from 0.</summary>
    public bool Name(IReadOnlyList<string> names, out int number)
    {
        for (number = 0; number < names.Count; number++)
        {
            if (Rest.StartsWith(names[number], StringComparison.OrdinalIgnoreCase))
            {
                Advance(names[number].Length);
                return true;
            }
        }

        number = -1;
        return false;
    }

    public readonly bool IsDigit(int index) => index < Rest.Length && char.IsAsciiDigit(Rest[index]);

    /// <summary>Whether a fraction of a second comes next.</summary>
    public readonly bool IsAtFraction => Rest.Length >= 2 && Rest[0] is '.' or ',' && IsDigit(1);

    /// <summary>A point or comma and <paramref name="digits"/> digits, as nanoseconds; what is finer is dropped.</summary>
    public bool Nanoseconds(int digits, out int nanoseconds)
    {
        nanoseconds = 0;
        if (Rest.Length <= digits || Rest[0] is not ('.' or ','))
        {
            return false;
        }

        for (var index = 1; index < Longest; index++)
        {
            if (index <= digits && !IsDigit(index))
            {
                return false;
            }

            nanoseconds = (nanoseconds * 10) + (index <= digits ? Rest[index] - '0' : 0);
        }

        Advance(digits + 1);
        return true;
    }

    public readonly int CountDigits()
    {
        var count = 0;
        while (IsDigit(count + 1))
        {
            count++;
        }

        return count;
    }
}
