public static class Flow
{
    private static readonly List<string> Log = [];

    public static string Results()
    {
        Log.Clear();
        for (var i = 0; i < 9; i++) { Log.Add($"{Exits(i)}{Patterns(i)}{Strings("k" + i)}{Jumps(i)}"); }
        Log.Add(NestedCatch());
        Log.Add($"{Filtered(1)}{Filtered(2)}{Filtered(3)}");
        Log.Add($"{Finally()}{Overflow()}{Decimals()}{TupleSwitch(1, "b")}{ListPattern([1, 2, 3])}{Empty()}");
        return string.Join(' ', Log);
    }

    public static void EndlessGoto(Action ready)
    {
        var n = 0;
        ready();
    again:
        n++;
        if (n > 100) { goto back; }
        goto again;
    back:
        n = 0;
        goto again;
    }

    public static void EndlessGotoCase(Action ready)
    {
        ready();
        switch (Log.Count >= 0 ? 1 : 0)
        {
            case 0: goto case 1;
            case 1: goto case 2;
            case 2: goto case 0;
        }
    }

    public static void EndlessStringSwitch(Action ready)
    {
        var state = "start";
        ready();
        while (true)
        {
            switch (state)
            {
                case "start": state = "middle"; continue;
                case "middle": state = "almost"; continue;
                case "almost": state = "end"; break;
                case "end": state = "one"; break;
                case "one": case "two": case "three": case "four": state = "start"; break;
                default: return;
            }
        }
    }

    public static void EndlessContinueThroughFinally(Action ready)
    {
        var n = 0L;
        ready();
        while (true) { try { continue; } finally { n++; } }
    }

    public static void EndlessContinueOutOfCatch(Action ready)
    {
        ready();
        for (;;) { try { throw new InvalidOperationException(); } catch { continue; } finally { Log.Clear(); } }
    }

    public static void EndlessFilter(Action ready)
    {
        ready();
        while (true) { try { throw new InvalidOperationException(); } catch (Exception e) when (Note(e.Message.Length > 1)) { } }
    }

    public static void EndlessCatchInCatch(Action ready)
    {
        ready();
        while (true)
        {
            try { throw new InvalidOperationException(); }
            catch (InvalidOperationException) { try { throw new ArgumentException(); } catch (ArgumentException) { } }
        }
    }

    public static void EndlessEmptyCatch(Action ready) { ready(); while (true) { try { int.Parse("x"); } catch { } } }

    private static bool Note(bool answer) { Log.Clear(); return answer; }

    private static string Exits(int n)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                if (i == n) { return $"r{i}"; }
                if (i % 3 == 1) { continue; }
                if (i == 5) { break; }
                while (true)
                {
                    try { if (i > 6) { goto found; } throw new InvalidOperationException($"{i}"); }
                    catch (InvalidOperationException e) when (e.Message != "4") { break; }
                    catch (InvalidOperationException) { goto found; }
                    finally { Log.Add("f"); }
                }
            }
            finally { Log.Add("F"); }
        }

        return "broke";
    found:
        return "found";
    }

    private static string Patterns(object o) => o switch { 0 => "zero", int and > 6 => "big", int i and (2 or 3) => $"p{i}", int i when i % 2 == 0 => "even", _ => "odd" };

    private static int Strings(string s)
    {
        switch (s)
        {
            case "k0": return 0;
            case "k1": return 10;
            case "k2": goto case "k4";
            case "k3": return 30;
            case "k4": return 40;
            case "k5": return 50;
            case "k6": return 60;
            case "k7": goto default;
            default: return -1;
        }
    }

    private static int Jumps(int n) { var s = 0; switch (n) { case 0: s++; goto case 3; case 1: s += 2; goto default; case 3: s += 4; break; case 100: case 200: s = 9; break; default: s += 8; if (s < 20) { goto case 0; } break; } return s; }

    private static string NestedCatch()
    {
        var log = "";
        try
        {
            try { throw new InvalidOperationException("a"); }
            catch (InvalidOperationException e)
            {
                log += e.Message;
                try { throw new ArgumentException("b"); }
                catch (ArgumentException inner) { log += inner.Message; throw new FormatException("c", e); }
                finally { log += "1"; }
            }
            finally { log += "2"; }
        }
        catch (FormatException e) { log += e.Message + e.InnerException!.Message; }
        return log;
    }

    private static int Filtered(int n)
    {
        var effects = 0;
        try
        {
            try { throw n switch { 1 => new InvalidOperationException(), 2 => new ArgumentException(), _ => new FormatException() }; }
            catch (Exception) when (++effects > 5) { return -1; }
            catch (InvalidOperationException) when (Effect(ref effects) && n == 1) { return effects; }
            catch (ArgumentException e) when (e.Message.Length > n) { return effects * 10; }
            finally { effects = 99; }
        }
        catch (FormatException) when (effects < 99) { return effects * 100; }
    }

    private static bool Effect(ref int effects) { for (var i = 0; i < 3; i++) { effects++; } return true; }
    private static int Finally() { var x = 1; try { try { return x; } finally { x = 2; for (var i = 0; i < 3; i++) { x += i; } } } finally { Log.Add($"{x}"); } }
    private static string Overflow() { try { checked { for (byte b = 250; ; b++) { } } } catch (OverflowException) { return "over"; } }
    private static decimal Decimals() { var d = 0m; for (var x = 0.1m; x < 1; x += 0.3m) { d += x; } return d; }
    private static int TupleSwitch(int a, string b) => (a, b) switch { (1, "a") => 1, (1, "b") => 2, (_, "b") => 3, _ => 4 };
    private static string ListPattern(int[] a) => a switch { [] => "none", [var one] => $"{one}", [var first, .., var last] => $"{first}..{last}" };
    private static int Empty() { try { } finally { } try { try { } catch { } } catch { } return 0; }
}
