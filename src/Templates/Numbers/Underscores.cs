namespace Coffer.Templates.Numbers;

/// <summary>Where Go allows underscores in a number: between digits, or between the prefix of the base and a digit.</summary>
internal static class Underscores
{
    public static bool AreWellPlaced(ReadOnlySpan<char> text)
    {
        var last = '^';
        var index = 0;
        if (text.Length > 0 && text[0] is '-' or '+')
        {
            index = 1;
        }

        var hex = false;
        if (text.Length - index >= 2 && text[index] == '0' && (text[index + 1] | 0x20) is 'b' or 'o' or 'x')
        {
            last = '0';
            hex = (text[index + 1] | 0x20) == 'x';
            index += 2;
        }

        for (; index < text.Length; index++)
        {
            var c = text[index];
            if (char.IsAsciiDigit(c) || (hex && (c | 0x20) is >= 'a' and <= 'f'))
            {
                last = '0';
            }
            else if (c == '_')
            {
                if (last != '0')
                {
                    return false;
                }

                last = '_';
            }
            else
            {
                if (last == '_')
                {
                    return false;
                }

                last = '!';
            }
        }

        return last != '_';
    }
}
