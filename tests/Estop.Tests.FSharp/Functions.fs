/// Recursion, loops, patterns and handlers.
module Estop.Tests.FSharp.Functions

open System
open System.Threading

type Shape =
    | Circle of radius: int
    | Square of side: int
    | Group of Shape list

[<Struct>]
type Point = { X: int; Y: int }

let rec private sumTo total n = if n = 0 then total else sumTo (total + n) (n - 1)

let rec private isEven n = if n = 0 then true else isOdd (n - 1)
and private isOdd n = if n = 0 then false else isEven (n - 1)

let rec private area shape =
    match shape with
    | Circle r when r > 10 -> 100
    | Circle r -> 3 * r * r
    | Square s -> s * s
    | Group all -> all |> List.sumBy area

let inline private twice f x = f (f x)

let rec private continued n k = if n = 0 then k 1 else continued (n - 1) (fun r -> k (r * n))

let private handled n =
    let mutable log = ""
    try
        try
            if n = 0 then failwith "zero"
            elif n = 1 then raise (ArgumentException "one")
            else log <- log + "fine"
        with
        | Failure message when message = "zero" -> log <- log + message
        | :? InvalidOperationException -> log <- "never"
    with :? ArgumentException as e -> log <- log + e.Message.Length.ToString()
    log

let private cleaned () =
    let mutable log = []
    let resource name = { new IDisposable with member _.Dispose() = log <- name :: log }
    try
        use _ = resource "a"
        use _ = resource "b"
        log <- "body" :: log
    finally
        log <- "finally" :: log
    String.Join(".", log)

let private active text =
    let (|Even|Odd|) n = if n % 2 = 0 then Even else Odd
    match text with
    | "a" | "b" -> 1
    | text when text.Length > 3 -> (match text.Length with Even -> 2 | Odd -> 3)
    | _ -> 4

let private loops () =
    let mutable sum = 0
    for i in 1 .. 10 do sum <- sum + i
    for i in 10 .. -3 .. 0 do sum <- sum + i
    for x in [ 1; 2; 3 ] do sum <- sum + x
    for x in [| 4; 5 |] do sum <- sum + x
    for c in "abc" do sum <- sum + int c
    let mutable n = 5
    while n > 0 do
        n <- n - 1
        sum <- sum * 2 % 1000
    sum

let Results () =
    let gate = obj ()
    String.Join(
        " ",
        [ string (sumTo 0 100000)
          string (isEven 100001)
          string (area (Group [ Circle 1; Square 2; Group [ Circle 20 ] ]))
          string (twice (fun x -> x * 3) 2)
          string (continued 6 id)
          handled 0
          handled 1
          handled 2
          cleaned ()
          string (active "b" + active "long" + active "longer" + active "x")
          string (loops ())
          string (lock gate (fun () -> 7))
          string { X = 1; Y = 2 }
          sprintf "%d-%s" 3 "text"
          string ([ 1; 2; 3 ] |> List.map (fun x -> x * x) |> List.fold (+) 0) ]
    )

let rec private spin n = if n = -1 then n else spin (n + 2 - 2)

let rec private ping n = if n = -1 then n else pong n
and private pong n = if n = -2 then n else ping n

let rec private applied f = if f () then applied f else ()

let rec private both n = if n = 0 then 1 else both (n - 1) + both (n - 1)

let EndlessTailRecursion (ready: Action) = ready.Invoke(); spin 0 |> ignore

let EndlessMutualRecursion (ready: Action) = ready.Invoke(); ping 0 |> ignore

let EndlessTailCallOfAFunction (ready: Action) = ready.Invoke(); applied (fun () -> true)

let EndlessDeepRecursion (ready: Action) = ready.Invoke(); both 90 |> ignore

let EndlessClosure (ready: Action) =
    let cell = ref 0
    let rec loop () = if cell.Value >= 0 then cell.Value <- 0; loop ()
    ready.Invoke()
    loop ()

let EndlessWhile (ready: Action) =
    let mutable n = 0
    ready.Invoke()
    while n >= 0 do
        n <- 0

let EndlessRange (ready: Action) =
    ready.Invoke()
    for i in 0L .. Int64.MaxValue do
        ()

let EndlessHandler (ready: Action) =
    ready.Invoke()
    while true do
        try failwith "again"
        with _ -> ()

let EndlessPatternHandler (ready: Action) =
    ready.Invoke()
    while true do
        try failwith "again"
        with
        | Failure m when m.Length = 5 -> ()
        | :? ArgumentException -> ()

let EndlessLock (ready: Action) =
    let gate = obj ()
    ready.Invoke()
    while true do
        lock gate (fun () -> ())

let EndlessUse (ready: Action) =
    ready.Invoke()
    while true do
        use _ = new ManualResetEventSlim()
        ()

let EndlessIteration (ready: Action) =
    ready.Invoke()
    Seq.initInfinite id |> Seq.iter ignore

let EndlessSleep (ready: Action) = ready.Invoke(); Thread.Sleep Timeout.Infinite
