/**
 * Words of a lock, in Bokmål. Made by supply/lockwords.py, not to be edited: from spell-norwegian (Rune Kleveland and
 * the spell-norwegian maintainers, GPL-2.0-or-later), by the frequencies of wordfreq (Robyn Speer, CC BY-SA 4.0).
 */
export const words = (
  'abbor aber abonnent abonnere absolutt abstrakt aceton adaptiv addisjon adel adelig adferd adgang adjektiv ' +
  'adjunkt adjutant adkomst adlyde admiral adopsjon adoptere adresse advare advarsel adverb advokat affekt ' +
  'aften agenda agentur agere aggregat agurk akademi akebrett aking akkord akronym akryl akse aksel aksent ' +
  'aksept aksje aksjon akte aktelse aktiv aktivere aktivum aktor akustikk akustisk akutt akvarell alarm alba ' +
  'albin albue alder alderdom aldre aldring alen alfa alfabet algebra alibi alkalisk alke alkymi allergi ' +
  'alliere allsang allsidig almanakk almen aloe alpakka alpin alvor alvorlig amalgam ambisjon ambrosia amin ' +
  'amme amming amnesti amor ampere amulett anaerob anagram analogi analyse ananas anatomi anbud ande andel ' +
  'andrelag anekdote anelse anemi anestesi anfall angina angiver angre angrep angriper animalsk aning ankel ' +
  'anker ankomme ankomst anlegg anmarsj anmeld anmelder anmode anneks annonse anomali anonym anrop anseelse ' +
  'anselig ansette ansikt anskaffe anslag anstalt ansvar antall antenne antikke antologi antrekk antyde anvende ' +
  'apati apatisk apekatt apollo apostrof apotek apoteker apparat appell appelsin appetitt applaus apport ' +
  'aprikos apropos arbeid areal arena argon argument arkaisk arkeolog arkitekt arkiv arkivere arktisk armada ' +
  'arme armene armering aroma arsenal arte arterie artig arve arvelig arverett arvtager arvtaker asfalt aske ' +
  'askeladd asparges aspekt aspirant astma astronom atelier atferd atlas atlet atletisk atom atomkrig attest ' +
  'atypisk audiens audition auksjon aula aura aurora autograf automat autonom autonomi autovern avansere ' +
  'avbilde avbrekk avbrudd avbryte avbud avdekke avdeling avdrag aversjon avfall avfeie avfyre avfyring avgang ' +
  'avgift avgrense avgrunn avhenge avhjelpe avholde avis avisbud avkall avklare avkom avkrefte avlaste avlat ' +
  'avle avlede avlegge avlevere avlyse avlytte avokado avreise avse avsender avsette avskaffe avskjed avskrift ' +
  'avskrive avskum avslag avslutte avsmak avsnitt avspark avspore avstand avtale avtjene avtrekk avtrykk avveie ' +
  'avvek avvente avverge avvik avviker avvikle avviser bable backhand backup bacon bade badehus badekar baderom ' +
  'bading badstue bagasje bagatell bakdel baker bakgate bakgrunn bakhold bakkant bakke baklys bakrom baksete ' +
  'bakside baksmell bakst bakterie bakverk balanse bale balkong ballade ballast balle ballett ballong balsam ' +
  'bambus bamse banal banan band bandasje banditt bane banjo bank banker bankett bankfolk bankier bankkort ' +
  'bankran banksjef barbere bark barn barndom barnekor barnemat barnerom barnetog barnsben barnslig barokk ' +
  'baron barriere barske barskog bart basar basere basis basketak bass bassist bastion bataljon batong batteri ' +
  'baug bauta bayer beboelig beboer bebreide bedre bedrift bedring bedrive befal befaling befaring befeste ' +
  'befinne befolke beger begrense begrep begripe begrunne begynner behag behandle beherske beholde behov ' +
  'beinhard beist beite beitedyr beiting bekjempe bekjenne bekk bekken beklage bekle bekoste bekrefte bekymre ' +
  'belage belaste belegg beleilig belgisk belte belyse bemanne bemerke bene benekte benk bensin benytte benzen ' +
  'beordre beregne beret beretter berg berging bergverk berike berliner berolige berserk berte beseire besitter ' +
  'beskatte beskjed beskrive beskylde beskytte beslag beslutte best bestand besteg bestemme bestige bestikk ' +
  'bestille bestride bestyrer besvare besvime beta betale betaling betegne betel betinger betjene betjent ' +
  'betong betrakte betre betvile beundrer bevare bevaring bevege bever bevilge bevis bevitne bevokte biceps ' +
  'bidrag bieffekt bifall biff bifil bikke bilag bilbelte bilbruk bilde bildekk bilist biljakt biljard bille ' +
  'billett billige bilmerke bilskilt biltur bilvask bilvei bind binder bindevev bing bingo biogass biografi ' +
  'biokjemi biolog biologi biomasse birolle bistro bite bitte bivoks bjeffe bjelke blackout blad blaff blakk ' +
  'blande blanding blanke blei blek blekk blekne blender blest blid blikk blind blindhet blindvei blink blinker ' +
  'blinklys blits blitz blogge blokade blokk blokkere blom blomst blomster blomstre blott blues blund blunk ' +
  'blunker bluse bluss blyant boble boblebad boikott bokform bokhylle bokklubb boks bokser boksing bokstav ' +
  'bolig bolighus bolle bolt bommer bomring bomskudd bomull bond bondelag bonn bonus booke bopel boplass ' +
  'boplikt bord bordell bore boreal borehull borg borger bortfall bosette bosse bosted botanikk botanisk botid ' +
  'boye bragd brak brakk brann brannbil brannmur bransje brask bratt braut bravo bred bredde breie brekke ' +
  'bremse bremsing brennbar brenne brenneri brenning brensel brest brett brev brie brigader brikke briljant ' +
  'briljere brille bringe bris briste brite britisk brodd broderi brohode broiler brokk brokkoli brom bronkitt ' +
  'bronse brorskap brosjyre brostein brud brudd brudgom brukbar bruke brukstid bruktbil brun brunost brunsj ' +
  'brus brutal brutto brydde brygge bryggeri bryllup bryne brynje bryter bryting budgiver budrunde budsjett ' +
  'budskap buekorps buffer bukett bukk bukse bukt bulder buldring buljong bulter bunad bunker bunn bunndyr ' +
  'bunnpris bunt bure burger burlesk bursdag busk buskap buss busstopp busstur butan butikk butte byarkiv bydel ' +
  'byfolk bygd bygdetun bygge byggetid byggfag bygging byggverk bygning byliv byrde byrett bystatus bystyre ' +
  'byte bytte byttedyr bytting bytur campe camping chili chips collage comeback cowboy cruise dagblad daggry ' +
  'daglig dagsavis dagslys dagstur dagsverk dagtid dale dall damelag damp damper dampskip dane danne dannelse ' +
  'danning dans danser dansing dart dashbord dask data database datasett datere datering dato daue debatt ' +
  'debitor debut debutant debutere dedikere defekt defensiv definere deig deilig dekadent dekan dekar dekke ' +
  'dekkene dekknavn dekning dekoder dekor dekorere dekret deksel delaktig delegat delegere deler delfin deling ' +
  'delstat delta deltager deltaker deltid demning demo demokrat dempe demping deponere deponi derby desibel ' +
  'designe dessert detalj detektiv detektor diagram dialekt dialog diamant diameter dias diesel diett diffus ' +
  'digger digital dike dikt dikter diktning dilemma dill dingle dings diplom diplomat dipp direktiv dirigent ' +
  'dirigere disiplin disk diskett diskos diskotek diskurs disputt dissens distanse distrikt diva divisjon djerv ' +
  'doble dobling dogg dogme dokk doktor doktrine dokument dollar domene dominans dominere domino dommer domstol ' +
  'donasjon donere dopapir doser dosering dovendyr drage dragning drahjelp drake drakt dram drama drasse ' +
  'drastisk drei dreier dreining dren drenere drep drev drift driftig drikke drikking driks dristig driv driver ' +
  'drivhus drivverk drog drone dronning droppe drosje drue drypp dryss dubbing duell duett duft duge dugelig ' +
  'dugg dugnad dukker dumper dumping dunder dundre dunjakke dunk dunker dusin dusj dust duster dvale dvele ' +
  'dybde dydig dykke dykking dyktig dynamikk dynamisk dynamo dynasti dyne dypdykk dyppe dyrebar dyrehage ' +
  'dyrehold dyreliv dyrepark dyrevern dyrisk dyrkbar dyrke dyrking dyrlege dyse dysse dyst dytte eddik edruelig ' +
  'effekt effektiv egenart egennavn egenskap egentlig egenvekt egge egne egnethet eiendel eiendom eierskap ' +
  'einer ekko ekkolodd ekorn eksamen eksempel eksil eksos eksotisk ekspert eksport ekspress ekstern ekstrakt ' +
  'ekstrem ektefolk ektemake ekthet ekvator elastisk elbil elde eldorado elefant eleganse elektron element ' +
  'elendig elev elfenben elghund eliksir elite elle elleve elling emalje embete emigrere emir emisjon emne ' +
  'emning empiri empirisk endelig endelikt endre endring enebarn eneboer enebolig ener enerett energi energisk ' +
  'enerom enevelde engel engste enhet enhetlig enig enighet enigma enkelhet enorm ensidig entall entitet entre ' +
  'entydig enzym episk episode eple eplekake epoke epos eremitt erfare erfaring ergerlig ergrelse erkjenne erle ' +
  'erme erobre erobring erosjon erstatte erte erting erverve esel eskalere esker espresso essay essens estetikk ' +
  'estetisk estimat estimere etablere etanol etappe etasje etat eter etikette etikk etisk etnisk etser ettersyn ' +
  'ettertid euro evakuere evaluere eventyr evidens evig evighet evje evne fabel fabeldyr fabrikk fadder fader ' +
  'fagbrev fagfelt fagfolk faglig fagskole faktisk faktor faktura fakultet falk fall fallitt falske falskhet ' +
  'familie fane fang fanger fangst fanklubb fant fantasi fanteri farbar fare farefull farge fargerik farging ' +
  'farkost farlig farmasi farskap fart fartstid farvann farve farvel fasade fasan fase fasit fasong fast ' +
  'fasthet fasting fastland fastpris fatning fatt fatter fattig fatwa fauna favn favoritt feber fedd fedme ' +
  'feide feie feilgrep feiling feilsteg feire feiring fekter fekting fele felle felling felt felttog feminine ' +
  'feminist femmer femtedel fender fenol fenomen fenrik ferd ferdig ferdsel ferge ferie feriehus feriere ' +
  'ferietur ferje fersk fersken fest festdag fester festing festlig festning fete fiasko fiber fiesta fiffig ' +
  'figur fiken fikle fikse fiksing fiksjon fiktiv filer filet filial filler film filmer filosof filosofi filt ' +
  'filter filtre filtrere finale finans fine finere finesse finfin fingere fingre fink finne finpuss finsk fint ' +
  'finurlig fiolin fire firedel firkant firma firmabil fisk fisker fisketur fisking fjas fjell fjellrev ' +
  'fjelltur fjerne fjerning fjernsyn fjes fjord fjott flagg flak flaks flamenco flamingo flamme flanke flat ' +
  'flatland flatmark flaue flekk fleng flertall flesk flette fletting flid flik flink flint flire flis flittig ' +
  'flod flodhest floke flokk flokkdyr flom flomlys flopp flor flora flott flottere flue fluesopp fluor flybase ' +
  'flyfoto flygel flyger flyging flyklubb flykt flyktig flyndre flyplass flyreise flystyrt flyt flytid flyttbar ' +
  'flytte flytting flytur flyver flyving flyvning fnise fogd fokus fokusere folde folie folk folkelig folkeliv ' +
  'fond fonetikk fonetisk fonn font fontene forandre forankre forbanne forbedre forbered forberg forbilde ' +
  'forbinde forbruk forbud forbund fordampe fordel fordeler fordom fordrer fordrev fordrive fordype fore ' +
  'foredrag forekom forelder forelegg forelese forelske forene forening forenkle forenlig foretak forgripe ' +
  'forheng forhold forhud forkant forkaste forklare forkle forkorte forkurs forkynne forlag forlange forlate ' +
  'forlede forlenge forlik forlover form forman format formel formene formidle formkrav formue formular fornavn ' +
  'fornekte fornemme fornuft fornybar fornye fornying forord forrang forrett forringe forsake forsegle forsere ' +
  'forsett forside forsikre forsinke forsker forsking forskudd forskyve forslag forsmak forsone forst forstand ' +
  'forsvar forsyne fort fortau fortegn fortelle fortgang fortid fortjene fortolke fortrinn forum forundre forut ' +
  'forutse forvalte forverre forvirre forvise forvisse fosfat fosfor foss fossil fostre fotball fote fotfeste ' +
  'fotnote foto fotograf fotspor fottur fradrag frafall frakk fraksjon frakt fraktfly framferd framgang ' +
  'framheve framtid frase fratre fratrekk fravike fred fredag fredelig fredfull fredning fredstid fregatt ' +
  'freidig frekvens fremferd fremgang fremheve fremme fremming fremtid fremvise frende fres freser freske ' +
  'fridag frie frieri frihet frikort friksjon frilans friluft frimerke frimurer fripass frisbee frisk frispark ' +
  'frist fristed frister fristil frisyre fritak fritid fritt frodig frokost fromhet frosk frost frue frukt ' +
  'fruktbar fruktose fryd frys fryser frysing fuge fugl fugleliv fukt fuktig fullmakt fundere fungere funke ' +
  'funkis funksjon funn fure furore furu furuskog fusjon fusk futt fylde fyldig fylke fylle fylling fyring ' +
  'fyrste fyrstikk fysiker fysikk fysisk gagne galakse gale galla galle galleri gallup galning galopp galt ' +
  'gambit gambling gamet gamleby gamme gane gang gangbro ganger gangfelt gangsti gangvei gant garanti garasje ' +
  'garde gardere gardin garn garnison gartner garver gass gasser gassfelt gate gatelys gatenavn gateplan gatt ' +
  'gaupe gavekort gavmild gebyr geir geistlig geit geitost gelatin gemytt gener generere generisk genetikk ' +
  'genetisk geni genial genitiv genser genuin geografi geolog geologi geometri gepard gest gevinst gevir gifte ' +
  'gigabyte gigant gikt gilde gimle ginseng gips gire giring girkasse giro gitar gitarist gitter giver gjedde ' +
  'gjelder gjemme gjemsel gjen gjenbruk gjeng gjensyn gjenvalg gjerde gjerning gjerrig gjesp gjest gjeter ' +
  'gjeting gjetning gjett gjetting gjorde glad glam glamour glans glapp glass glasshus glasur glatt glede ' +
  'gledelig glemme glemsel glid glimt glipp glir glis glitre global globus gloria glorie glukose gluten gnag ' +
  'gnager gnist gnom godbit gode godhet gods godseier godstog godteri godvilje gokart golf golfbane golv gong ' +
  'gorilla gourmet grad gradere graf graffiti grafiker grafikk grafisk grafitt gral gram gran grande granitt ' +
  'granske granskog gras greie grein greip gren grenader grense grep gress gresskar grev grevinne grevling ' +
  'gribb griff grille grilling grillmat grine gripe gris grobunn grop gror grossist grotte grov gruble grunde ' +
  'grundig grunn grunnfag grunnlag grunnlov grunnmur grunnsyn gruppe gruppere grus grusvei gruve gryn gryte ' +
  'gubbe guddom gudstro guide gulaktig gule gull gullfisk gullkorn gullmynt gullsmed gulsott gulv gummi gump ' +
  'gunst gunstig guru gutt guttelag gylden gyldig gylne gymnas gymsal gyte habil hage hagebruk hageby hagle ' +
  'haik hake hakk hale halle halling hallo halm halo hals halte halv halvdel halvere halvfull halvkule halvpart ' +
  'halvtime hamle hammer hamp hamre hamster hamstre handball handel handicap handikap handler handling handtere ' +
  'hane hang hangar hank hann hannkatt hanske harddisk hardhet harding hare harme harmoni harnisk harpe harpiks ' +
  'harr hasle hast hastesak hastig hastverk haug hauk haus havari havbruk havfrue havn havneby havre havsalt ' +
  'havvind hedensk heder hederlig hedre hefte heftig hegemoni hegg hegre heiarop heil heine heis hekk hekking ' +
  'hektar hekte hektisk helbrede heldig hele heleri helg helgetur helhet helium heller helling helmelk helning ' +
  'helnorsk helse helsefag helsehus helsing helt heltall heltemot heltinne hemme hemmelig hemming henblikk ' +
  'hende hendelse hendig heng henger henging hengning henlegge hensikt hensyn hente henting henvende henvise ' +
  'herberge herder herjer herk herkomst herlig herme heroisk herre herrelag herse hersk hersker hertug hertz ' +
  'hest hestesko hete hett hevde heve hevelse heving hierarki hilse hilsen himling himmelsk hinder hindre ' +
  'hindring hingst hinne hint hippe hisse historie hive hjelm hjelp hjelper hjem hjemby hjemland hjemlig ' +
  'hjemsted hjerne hjerte hjort hjul hobby hockey hode hodebry hodepine hoff hofte hogg hogger hoggorm hogst ' +
  'holdbar holde holdning holme holt homogen honning honorar hopetall hoppe hopping horisont hormon horn ' +
  'horoskop hospits hoste hotell hovde hovedfag hovedsak hovedvei hovmod hovne hubro hudfarge hudpleie huff ' +
  'hugge huke hulrom humanist humbug humle hummel hummer humor humre hund hundemat hundre hurtig husdyr huse ' +
  'huseier husflid hushold husk husleie husly husrom husstand hustak hval hvalross hvelv hverdag hvete hvetemel ' +
  'hvile hviledag hviske hvite hvithai hvitveis hvitvin hybel hybrid hydra hydrogen hygge hyggelig hygiene hyle ' +
  'hyling hylle hyllest hylse hylster hypnose hypotese hypp hyppig hyrde hyre hyse hysj hyssing hytte hytteliv ' +
  'hyttetur ibenholt idealist identisk idrett idyll idyllisk ignorere iherdig ikle ikon ikonisk ilder ildsjel ' +
  'ildsted ilegge illojal illusjon imitere immun imponere import impuls impulsiv inaktiv indeks indekser inder ' +
  'inderlig indikere individ indusere industri inferno info ingress inhabil initiere inka inkasso inklusiv ' +
  'innavl innbille innblikk innbo innbrudd inndrive innehold innerst innfall innfinne inngang inngifte inngrep ' +
  'innhente innhold innhopp innkalle innkreve innland innleder innlegg innleie innlemme innmark innmat innordne ' +
  'innpass innrede innreise innrette innrykk innsats innse innsette innside innsikt innskudd innslag innspill ' +
  'innspurt innsyn inntak inntekt inntog inntrykk innvie innvilge innvirke innynde insekt instans instinkt ' +
  'instruks intens intensiv intern internat intervju intim intro intuitiv inventar invester investor invitere ' +
  'iris ironi ironisk irritere isbryter isfiske isfjell ishall ishockey ising iskald iskrem isolat isolere ' +
  'isotop istid isvann iver ivrer ivrig jade jakke jakt jaktlag jamt jarl jasmin jazz jeep jeger jekke jente ' +
  'jentelag jern jernbane jernmalm jernverk jerv jester jetfly jette jevne jobb jobber jobbing jogge joggesko ' +
  'joggetur jogging joik jojo joker jolle joner jord jordbruk jordisk jordras jotun joule jovial juble juge ' +
  'juggel juice juks jukser julaften jule julebord juledag julefest julegave julekort julelys julemat julepynt ' +
  'julesang jumbo junge jungel junior jura juridisk jurist juss justere justis juvel juveler jysk kabal kabaret ' +
  'kabel kabin kabinett kaffe kaffebar kagge kajakk kakao kake kaktus kala kalas kald kalender kali kaliber ' +
  'kalium kalk kalkun kalle kalori kalsium kalv kamel kameleon kamera kamille kamp kampanje kampdag kampfly ' +
  'kampsak kanal kandidat kane kanin kanne kano kansler kant kantine kapell kapellan kapers kapital kapitel ' +
  'kapp kapper kappgang kapre kapring kapsel kaptein karakter karamell karaoke karate karbon kardinal karet ' +
  'karisma karneval karpe karri karriere kart kartong kartverk karusell kaserne kasino kassa kasse kasserer ' +
  'kassett kaste kasting katalog katapult katedral kategori katt kattemat kattunge kaupang kausjon kavaleri ' +
  'kaviar kebab keeper keiser kelner kelvin kenguru kennel keramikk keramisk ketchup ketose kilde kile kilo ' +
  'kilt kimono kims kinetisk kinn kino kiosk kippe kirurg kirurgi kiwi kjappe kjede kjedelig kjegle kjekke ' +
  'kjeks kjele kjelke kjeller kjemi kjemiker kjemisk kjempe kjendis kjenn kjenner kjenning kjensel kjepp kjerne ' +
  'kjerre kjetting kjeve kladd klaff klag klamre klan klapp klapper klapping klar klarere klarhet klaring ' +
  'klarsyn klas klasse klassing klassisk klatre klatring klatt klausul klaver klebrig klede kledning klein ' +
  'klekke klekking klem klemme klemming klemte klepp klerk klesskap klesstil klesvask klient klikk klima klin ' +
  'kliner klinge klinikk klinisk klinker klinte klippe klipping kliss klister klistre klode klok klokke ' +
  'klokskap klone kloning klopp klor kloss klovn klubb klubbhus klubblag klump kluss klut klynge klype klyve ' +
  'knall knapp knapper knapphet knark knas knekke knekt knele knep kneskade knipe knippe knipse kniv knivblad ' +
  'knockout knoll knop knott knuse knusing knut knyte knytte koala kobber koble kobling kobolt kobra koda kode ' +
  'kodeks kodenavn kodeord koding koffein koffert kofte kognitiv koke kokekar koking kokk kokong kokos koks ' +
  'kolbe kolera kolibri kolikk kollaps kolle kollega kolli kolon koloni kolonial kolonne kolossal komedie komet ' +
  'komfort komfyr komiker komikk komisk komma kommando komme kommode kommunal kommune komp kompani kompass ' +
  'kompis kompleks komplott kompost komtesse kondens kondis konditor konfekt konfetti konflikt konge kongehus ' +
  'kongelig kongle kongress konjakk konkret konkurs konsept konsern konsert konsis konsoll konstant konsul ' +
  'konsulat konsum kontakt kontant kontekst konto kontrakt kontrast kontre kontroll konvoi kopi kopiere kople ' +
  'kopling kopp kopper korall korint kork korn kornet korona korporal korps korridor korsang kort kortfilm ' +
  'kortform korthet kortison kose kosedyr koselig kosmisk kosmos koss kostbar koste kosthold kostnad kostpris ' +
  'kostyme kote kott krabbe kraft kraftfor kraftig kraftlag krage krakk krampe kran kranbil krappe krasje ' +
  'krasse krater kratt krav kravle kreasjon kreativ kreditor kreditt kremt krepsdyr krets kreve krik krill ' +
  'kriminal kringle kris kritiker kritikk kritisk kritt krom kromosom krone kronikk kroning kronisk kropp ' +
  'krukke krum krumme krupp kruse krutt krybbe krydder krydre krympe krypdyr kryper krypt kryptere kryptisk ' +
  'krypton krysning kryss krysser kryssing kryssord krystall kube kulde kule kuling kull kullsyre kult kultur ' +
  'kulvert kumelk kumlokk kummer kunde kung kunnskap kunst kunstart kunstfag kunstig kunstner kupong kupp ' +
  'kurant kurator kurbad kurere kurs kursing kursiv kurv kusk kutte kutting kutyme kvadrant kvadrat kvae ' +
  'kvalitet kvart kvartal kvarter kvartett kveg kveite kveld kvern kvik kvikk kvikne kvinne kvist kvitte ' +
  'kvittere kvote kylling kyndig kyst kystvakt laban labrador labyrint lada ladd lade ladegrep lading ladning ' +
  'lage lagerhus lagerrom lagleder lagre lagring lagspill lagune laken lakk lakris laks lakselus laktose lama ' +
  'lampe land landbruk landevei landgang landing landlig landsby landsdel landskap landslag landsted lang ' +
  'langbein langer langhelg langhus langrenn langside langtur lanse lansere lanterne lapp lapper lapskaus largo ' +
  'larm larve lasagne laser lask lass laste lastebil latin latinsk latter laug laus lavalder lave lavendel ' +
  'lavere lavland lavpris lavtrykk lavvann leasing ledd ledelse leder ledig ledighet ledning ledsager ledtog ' +
  'lefse legat legeme legende legering legevakt legge leggetid legitim legning leide leie leiebil leieboer leik ' +
  'leir leirsted leit leiter leke lekestue lekfolk lekk lekkasje lekre lekse leksikon leksjon lekte lektor ' +
  'lemen lemleste lende lene lenestol lengde lenge lengsel lengte lenke leopard leppe lerret lese leselig ' +
  'lesing lesning lessing lest lester leter leting lett lettelse letthet lettmelk lettvekt levelig leven lever ' +
  'levering levesett levetid levevis levnet levning liberale liga ligger ligne lignelse ligning likevekt ' +
  'likeverd likhet likne lilje lime limerick limousin linde lindre lindring lingvist linjal linje link linnea ' +
  'linse lippe lirke lise lisens liss liste listig lite litium livgarde livlig livsfare livsform livsstil ' +
  'livssyn livstegn livstid livsverk livvakt lobbyist lockout lodd loft loge logge logikk logisk logoped lojal ' +
  'lokale lokallag lokaltog lokasjon lokke lombard lomme lompe loppe losje losji losse lossing lotte lotteri ' +
  'lotto lotus lovfeste lovgiver lovlig lovlydig lovnad lovord lovprise lovsang lovtekst lovverk ludo luft ' +
  'lufter luftfart lufthavn luftig lufting luftrom luftskip luftvern lugar luke lukke lukking lukrativ luksus ' +
  'lukt lumen lund lune lunefull lunge lunner lunsj lunsjtid lunt lupe lutefisk lydbilde lyde lydig lydighet ' +
  'lydkort lydspor lykke lykkedag lykkelig lykt lyng lynkurs lynne lynsjakk lyntog lyriker lyrikk lyrisk lyse ' +
  'lysglimt lyskilde lyskryss lysne lysning lyspunkt lysthus lyte lytte lytting madeira madrass maestro magasin ' +
  'mage magi magiker magisk magister magma magnet magnolia magre mahogni mail mais majestet majones maki makk ' +
  'makker makrell makro maksimal maksimum makt maktbruk maktkamp maktsyke maler malerisk maling malm malt mamma ' +
  'mammut manager mandag mandarin mandat mandel mandolin mane mangan mangel mangfold mangle mango manifest ' +
  'manikyr manko mann manning mannskap mannskor manntall mantra manus mappe maraton marengs marg margarin ' +
  'margin marginal marina marine maritim mark marked marken markere marmor marsipan marsj marsjere marskalk ' +
  'marsvin martini mase maske maskere maskin maskot maskulin massasje masse massiv mast master matador matbit ' +
  'matche mater materie matfisk matjord matlyst matolje matpakke matprat matrett matrise matros matt matvare ' +
  'maur medalje meddele medeier medfart medgang medhold medisin meditere medlem medvind medvirke medynk megafon ' +
  'megawatt megler megling meieri mein meisel mekanikk mekanisk mekke mekler mekling mektig melde melding melis ' +
  'melk melkeku melle melodi melodisk melon membran memorere mene mengde menge menig menighet mening menneske ' +
  'mente mentol mentor meny merino merkbar merke merkedag merkelig merking merknad merle merverdi mesa messe ' +
  'mester mestre mestring metafor metall metan metanol meteor meter metning metode metodikk metodisk metropol ' +
  'mette midd middag middel midje midler midnatt midt midtbane migrere mikrofon miks mikser miksing mikstur ' +
  'mild mildhet mildne milits mill milliard milt mime mimre mimring mine minefelt mini miniatyr minibank ' +
  'minibuss minigolf minimal minimere minimum ministre mink minne minnedag minneord minske minst minus minutt ' +
  'mirakel mist mister mjau mobil modell modeller modem modenhet moder moderere modig modne modning modul molde ' +
  'molekyl moll molo moms monn monogami monogram monolog monopol monoton monster montasje montere moped moral ' +
  'moralsk moren morgen morn moro morsdag morse morsmelk morter mosaikk mose mosjon moster motbakke mote ' +
  'motehus motell moteshow motgift motiv motivere motor motorikk motorisk motorsag motorvei motpart motsette ' +
  'motstand motstrid motsvar mott mottager mottak mottaker motto mottrekk motvekt motverge motvilje motvind ' +
  'motvirke mudder mugg muggsopp muldvarp muldyr mulig mulighet mumle munn munnbind munnfull munning munnkurv ' +
  'muntlig muntre murer murstein murvegg muse musikal musiker musikk mutasjon mutter mygg myke mylder mynde ' +
  'myndig mynt myrde myrra myse mystikk mystisk myte mytisk mytologi mytteri nabo nabolag naboland nagle nakke ' +
  'napp narrativ narre nasjon nasjonal natrium natron natt natteliv nattlig nattmat natur naturfag naturlig ' +
  'naturlov naust nautisk navigere navle navn navnedag nebb nedgang nedlegge nedrykk nedsette nedslag nedtur ' +
  'negativ negl nekt nektar nekter nellik nemnd nerd nese nesebor neshorn neste nestor nett nettavis nettside ' +
  'nettsted nettverk neve nevne niese nigger nikk nikkel nikotin niks nimbus nise nisje nisse niste nitrat ' +
  'nitrogen nokk nominere nonsens nordisk nordlig nordlys nordvest norm normal normativ nors nostalgi notasjon ' +
  'notat notere notering notis notorisk nova novelle novise null numerisk nyanse nyansere nybygg nydelig nyhet ' +
  'nykommer nylon nynorsk nyord nyre nyte nytelse nytt nyttig nyvalg oase oberst objekt objektiv obskur odde ' +
  'oddetall odds odel offensiv offiser offside ofrer oker okse oksygen oktan oldebarn oliven olje oljefat ' +
  'oljefelt oljepris olympisk ombud omdanne omega omegn omelett omen omfang omfatte omfavne omforme omgang ' +
  'omhandle omhu omkamp omkomme omkrets omland omringe omsette omskrive omslag omsorg omspill omstart omstille ' +
  'omtale omtanke omvalg omvei omvende omverden onkel onsdag opal opera operahus operativ operere oppbrudd ' +
  'oppbud oppbygd oppdager oppdrag oppdrett oppdrift oppdrive oppe oppfatte oppfinne oppfylle oppgang oppgave ' +
  'oppgulp oppheng oppheve opphold oppkalle oppklare opplag opplegg oppleve opplyse oppnevne opprette opprop ' +
  'opprykk oppsett oppsikt oppslag oppspinn oppspore oppstand oppstart oppstyr oppsving oppsyn opptak opptog ' +
  'opptre opptrinn opptur oppvask oppveie oppvekst opsjon optiker optikk optimal optimist optisk opus orakel ' +
  'orale oransje ordbruk orde ordelag orden ordlegge ordliste ordlyd ordne ordning ordre ordspill ordtak ' +
  'ordvalg oregano organ organisk organist orgel orient origo orkan orke orkester orkestre orlov ortodoks oste ' +
  'ostekake oter outsider ovale overbygg overdel overdrev overflod overgang overhode overkant overlapp overlast ' +
  'overlate overlege overlegg overleve overmakt overmot overpris overse oversikt overslag oversteg overtak ' +
  'overtale overtall overtid overtro overvann overveie overvekt ozon padde padle padling padre paff pakke ' +
  'pakking pakning pakt palass palett pall palme panda pandemi panisk panne panorama panser pant panter papaya ' +
  'papir papp pappa paprika papyrus parabol paradoks parafin paragraf paraply parasoll pare parentes paring ' +
  'parkere parkett parodi parodisk parsell partall partere partisk partner parykk pasient pasjon pasning pass ' +
  'passasje passat passelig passer passiv passord pasta pastell pastor pater patetisk patriot patrulje pattedyr ' +
  'pause pedagog pedikyr peil peiling peis pekepinn peker peking pelagisk pelle pels pelsdyr pendel pendler ' +
  'pendling penge pengesum penn pensel pensjon pensum pepper pepre perfekt perifer periferi periode periskop ' +
  'perle pers perser persille person peso pest petunia pianist piano pigg piggdekk piknik piksel pilar pilot ' +
  'pils pilsner pingvin pinne pinnsvin pinsett pioner piper pirat pirke pizza placebo plagg plagiat plakat ' +
  'plakett plakk plan planet planke plankton planter plass plassere plast plaster plastikk plastisk plate ' +
  'platina platt pledd pleier plekter plen plikt pliktig pling plog plomme plott plotter plugg plukke pluss ' +
  'plyndre plystre poeng poengsum poesi poetisk pokal poker polaris polere polis polka pollen polo pondus ponni ' +
  'popkorn pors porselen porsjon portal porter porto portrett portvin posere positiv positur post postboks ' +
  'postbud poster postkort poststed potet potetmel potetmos pott praksis prakt praktisk pram prate prating ' +
  'prefekt preg prektig premier premiss preparat presang presis press presser prestere presto prikk prim prima ' +
  'primitiv primo primtall primus prins prinsipp printe pris prisfall prising prislapp prisme private problem ' +
  'produkt proff profil profitt prognose program prolog promille promp pronomen propan propell propp prosa ' +
  'prosent prosess prosjekt prospekt prost protese protest prototyp proviant provins pryd psykolog pubertet ' +
  'publikum pudder puff pugge pukk pukkverk pulje pulk puls pult pulver puma pumpe pund punge punkt punktlig ' +
  'punktum purpur purre purring pusle pusse pussig puste pusterom pusting pute putte pyjamas pynte pyntelig ' +
  'pyramide pysj pyton pytt quiz rabalder rabarbra rabatt racer racerbil radar radiator radikale radio radon ' +
  'rafting raid raja rake rakfisk rakne ramle ramme rampe ramse rand raner rang ranke rapp rapper rapport raps ' +
  'rapsolje raser rask raste ratt raus ravn reagere reaksjon reaktiv reaktor realfag realisme realist realitet ' +
  'rebell rebus redder reddik redding rede redelig rederi redigere redning redskap redusere reel reell referat ' +
  'referent referere refleks reform refreng refusjon regatta regel regi regina registre regjere regn regnbue ' +
  'regneark regner regnfull regning regnskap regnskog regnvann regulere reim reine reinsdyr reir reise reiseliv ' +
  'reisende reisetid reising reisning reisverk reker rekke rekkehus rekkverk reklame rekord rekrutt rektor ' +
  'relasjon relatere relativ relevans relieff remis renhet renhold renne renovere rense renselse rensing renske ' +
  'renslig rensning rent renvaske reparere repetere replikk reporter reprise resept reservat resesjon residens ' +
  'resonans respekt respons ressurs resultat retning retorikk retorisk retrett rette rettelse rettferd rettslig ' +
  'rettssak rettssal retur revansj reve revejakt revidere revir revisjon revisor revne revy ribbe ribbein ' +
  'ridder ridetur ridning riff rigel rigg rigger rikdom rike rikelig rikfolk riking rikke riksrett riksveg ' +
  'riksvei rikt riktig rille rimelig rimer ring ringeakt ringer ringvei risikere risiko risotto riss riste ' +
  'risting ritt rituale rival rive riviera riving rivning robb robot robotikk rocker rodeo roer rogn roing ' +
  'rokke roklubb rolig rolle roman romanse romer romfart romferd romferge romlig romme romskip romslig rope ' +
  'roping rose rosene rosin rosmarin roste rotasjon roter rotte rovdrift rovdyr rover rovfugl rubin ruger ' +
  'ruinere rulett rulle rullere rulleski rumener runde rundgang rundtur rune rupi rusle russ rust rustne ' +
  'rustning rutebuss rutefly rutenett ruter rutine rutte rydde ryddig rydding rygg ryggrad ryggsekk ryke rykke ' +
  'rykte rynke rype ryste rytme rytmisk rytter sable sabotere sadel safari safir safran saft saftig saga ' +
  'sagbruk sager sagflis sagn sahib sakk saklig sakprosa saks sakser saksofon sakte salami salat saldo salg ' +
  'salong salt salter salting saltsyre saltvann salutt salve salvie samband sambo samboer sameie sameland ' +
  'samfunn samhold samkvem samle samling samliv samordne samspill samsvar samtale samtid samtidig samtykke ' +
  'samurai samvirke sand sandal sandkorn sanering sang sanger sangfugl sanitet sank sanker sanking sanksjon ' +
  'sannhet sans sarkasme sateng satire satirisk satse satsing satsning sauna saus savne scanne scenisk scooter ' +
  'scorer seanse sebra sedan sedvane seer seertall segl seier seilas seile seilfly seiling seiltur seire ' +
  'seismikk seismisk sekk sekser seksjon sekt sektor sekund sekvens sele selektiv selge selje selle selleri ' +
  'selskap selv selveier sement semester seminar senat sende sendebud sendetid sene seng sengetid senil senke ' +
  'senking senkning senna sennep sensitiv sensor sensur senter sentrale separere septer seremoni serie sersjant ' +
  'serum server serviett servise sesam sesjon sesong sete setning sett setter shaker shoppe shorts sidegate ' +
  'sider sidespor siesta sigar sigd sigende sigge sigma signal signatur signe signere sikle sikre sikring sikt ' +
  'siktelse sild sile silhuett silisium silke silo silt simulere sindig sindre sine sinn sinnelag sinnsro sinus ' +
  'sirene sirkel sirkus sirup sisu sitat siter sitering sitron sitte sive sivil sjakk sjakt sjal sjalusi sjaman ' +
  'sjampo sjanger sjanse sjappe sjargong sjarm sjarmere sjef sjekke sjekking sjel sjelelig sjenanse sjia ' +
  'sjikane sjikt sjiraff sjokk sjokkere sjukehus skadedyr skaffe skaft skakke skal skalere skalldyr skalle ' +
  'skanne skanning skanse skape skapelse skapning skar skarp skarphet skarve skatt skaut skei skeive skepsis ' +
  'skeptisk sketsj skifer skifte skikk skiklubb skikrets skildrer skille skilling skilt skilting skinke skinn ' +
  'skip skipper skirenn skisport skisse skitur skive skivebom skje skjebne skjegg skjell skjellig skjelne ' +
  'skjelve skjema skjemme skjemt skjenke skjerf skjerm skjerpe skjevhet skjold skjorte skjule skli skodd skog ' +
  'skogbruk skogeier skogholt skoglund skogstur skole skoledag skolemat skoletid skoletur skolevei skomaker ' +
  'skor skorpe skorpion skral skranke skrape skravle skred skredder skrei skrek skrelle skrent skrev skribent ' +
  'skrift skrin skritt skriv skriver skriving skrog skrote skru skrubbe skrujern skryter skudd skue skuffe ' +
  'skulder skuldre skule skulk skulker skulptur skum skumle skumme skumring skunk skur skuring skuter skutt ' +
  'skvadron skvett skvise skydekke skye skygge skylde skylle skynde skyss skyte skyting skyts skytter skyve ' +
  'sladre slag slager slagmark slagord slagside slagskip slagverk slak slakk slakter slange slanke slant slaps ' +
  'slede slegge sleike sleipe slekt slemme slenge slep sleper sletting slim slipe sliping slippe slips slire ' +
  'slitasje sliter slitne slitt slokke slott sludder sluker slukke slukt slum sluse slutning slutt slutter ' +
  'slynge smak smakebit smaker smakfull smale smalt smaragd smatt smed smekk smell smeller smelt smelter ' +
  'smelting smette smidig smiger smigre smil sminke smiske smitte smukke smuldre smule smult smyger smykke ' +
  'snacks snadder snakk snakker snakking snappe snar snarvei snau snedig snegle snek snekker snekre snelle ' +
  'snert snevre sniffe snill snipp snitt snodig snoke snop snor snorkel snuble snuplass snurre snus snute snutt ' +
  'snyte sobel sofa sokn solcelle soldat soleklar soling solist solkrem sollys solrik solsikke solskinn somre ' +
  'sonar sonde sondre sone soning sopp sopran sort sortere sosiale sosiolog sosionom sovepose sover soverom ' +
  'sovesal soya soyasaus spade spagetti spak spalte spaltist spandere spaniel spann spant spare sparing sparke ' +
  'sparre sparring spasere spedbarn speider speil spekemat spekter spenn spenner spenning spenst spenstig ' +
  'sperre sperring spesial spiker spikre spil spill spillbar spiller spilling spinat spinn spinner spion spiral ' +
  'spire spise spiselig spisesal spising spiss spisser spleise splid splitt splitter spole spon sponse sponsing ' +
  'sponsor spontan spore sporing sport sprang spraye spre sprekke sprell spreng sprette springer sprint ' +
  'sprinter sprite spurte spurv spydig spyle spytte squash squaw stab stabbur stabel stabil stad stadie stadig ' +
  'stadion stafett stagge stahet staker stakk stall stammer stampe stand standard stang stanse stappe starte ' +
  'stas staselig stasjon stat statisk statist stativ statlig statuere statuett status staur stav stavelse ' +
  'staving stebarn sted stedlig steg steike steile stein steining steinmur steinur steke steking stell stem ' +
  'stemmer stemning stempel stemple stenge stenging steppe stereo sterk stevne stevning stifte stig stiger ' +
  'stigma stigning stikke stikkord stil stilig stillas stille stillhet stilling stilne stim sting stipend ' +
  'stirre stiv stivelse stivhet stivne stjele stjeling stjerne stoff stoisk stokke stole stolpe stolthet stoppe ' +
  'storband storby storform storhet stork storkrig storm stormakt stormflo storskog storstue storting storverk ' +
  'storvilt strake stramme strande strateg strategi streben streber streif streifer streik streit strek strekk ' +
  'strekker strenge strev strever stride strie strikke stripe strofe stropp struktur struts stryke stubb ' +
  'student studere studie studio stue stunt stup sture stusse stykke styre styrerom styring styrke styrking ' +
  'styrt styrtrik subjekt substans substrat subtil sukk sukker suksess summing sump sund sunnhet super suppe ' +
  'supplere surfe surfing surr surrogat suser suveren svaberg svak svakhet svale svamp svane svar svarer svei ' +
  'svein sveipe sveis sveiser sveising svekke svelge svenn sverge svermer svette svetting svev svever svie ' +
  'svindle sving svinne svir svoger svor sydentur sydvest syerske sykehjem sykestue sykle sykling syklisk ' +
  'syklist syklus sylinder sylte symaskin symbiose symbol symbolsk symfoni symmetri sympati symptom syndrom ' +
  'syne synergi synge synging synke synkron synlig synonym synser synsfelt synsing syntaks syntes syre syrlig ' +
  'systemer syting tabbe tabell tablett tabloid tabu tagg tagger tagging tagning takk takle takling takst ' +
  'takstein takt taktikk taktisk tale talefeil talent talerett taletid talg talisman tall tallrik tampong ' +
  'tamrein tang tankbil tanker tankskip tann tannhjul tannkrem tannlege tante tapet tapper tara tare tast ' +
  'tastatur tatovere taubane taushet tauverk taverna tavle taxi teak teater teddy teft tegl teglverk tegn ' +
  'tegner tegning teip teit tekniker teknikk teknisk tekno tekst tekster tekstil teksting tekstur tele telefon ' +
  'telegram telepati teleskop teller telt telttur tema tematikk tematisk temme tempo tendens tenke tenkelig ' +
  'tenking tenkning tenner tenning tennis tentamen teori teppe terapeut terapi terge termin termisk termos ' +
  'terning terpe terrasse terreng terrier terskel tese teste tettbygd tettsted tiara tide tidende tidevann ' +
  'tidig tidlig tidsbruk tidsplan tidsrom tidssone tiende tiger tights tigre tikker tilbe tilbud tilbyder ' +
  'tilbygg tildele tilegne tilfalle tilfelle tilflukt tilgang tilhold tilkalle tillate tillegg tillit tilnavn ' +
  'tilpasse tilsagn tilsette tilskudd tilskuer tilslag tilsnitt tilstand tilsvar tilsyn tiltak tiltale tiltre ' +
  'tiltro tilvekst timeplan timesvis timian timing tine tingrett tinn tipp tipper tipping tips tipser tirsdag ' +
  'titall titan titt titter titulere titusen tivoli tjen tjener tjeneste tjern tjommi tjukke toalett tobakk ' +
  'toer tofte togsett togtur tokk tokt tolerere tolke tolking tolkning toll toller tomat tomgang tomhet tomme ' +
  'tomrom tomt tone tonefall tonelag tonn tonnasje tonnevis topp toppfart toppform topplag toppsjef torden tore ' +
  'torg torp torsdag torsk torv torvtak tosidig totale tove trad tradere trafikk tragedie tragisk trakt traktat ' +
  'trakter traktor tralle trampe tran transe transitt trapp trapper trase trassig trav travbane travers ' +
  'travpark tredel tredoble treer treffe trefning treg treghet trehus trekant trekke trekking trekning trekt ' +
  'trekull trelast trell tren trend trener trenge trengsel trening tresko treslag tresnitt trevare treverk ' +
  'trevirke triangel triatlon tribun trigge trikk triks trille trilogi trimme trine trinn trio tripp tritt ' +
  'triumf trivelig trivsel trolig troll trolldom trolling trombone tromme trompet tron tropisk tropp troskap ' +
  'trosser trost trubadur trumf trump trygd trygge trygghet trygler trykk trykker trykking trylle tryne tufte ' +
  'tukle tulipan tuner tunfisk tungvekt tunika tunnel tupp turban turbin turbo ture turisme turist turkis ' +
  'turlag turner turnus tursti turt turtall turvei tusen tusener tusj tusk tvekamp tverr tvetydig tviholde ' +
  'tviler tvilling tweed tydelig tyder tygge tykkelse tykktarm tyne tyngde tynne type typisk tysse tyst tyve ' +
  'ubalanse udelelig uendelig uenig uenighet uetisk ufarlig uferdig uflaks ugle ugras ugress ugunstig ugyldig ' +
  'uheldig uholdbar ujevn ukas ukeblad ukedag ukentlig ukeslutt uklar ukritisk ukulele uleselig ulikhet ulogisk ' +
  'ultralyd ulydig umulig underarm underlag underlig undre undring undulat ungdom ungdyr unge ungkar uniform ' +
  'univers unne unnlate unntak unnvike unormal unyttig upartisk upresis uran urdu uredelig uret urfolk urmaker ' +
  'urskog urverk uryddig usaklig uselvisk ustabil ustadig usynlig utakt utall utbedre utbetale utbre utbrudd ' +
  'utbryter utbygd utbygger utbytte utdanne utdeling utdrag utdype utedo utelate uteliv utelukke utested utfall ' +
  'utflukt utfolde utfordre utforme utforske utfylle utgang utganger utgav utgift utgiver utholde uthus uting ' +
  'utjevne utkant utkast utkikk utkjempe utklipp utkom utland utlede utleie utlevere utligne utlyse utmark ' +
  'utmerke utnevne utnytte utopi utopia utopisk utpeke utpost utrede utreise utrette utrolig utrop utruste ' +
  'utrykk utsagn utsalg utseende utsette utsikt utskrift utslag utslette utslipp utsnitt utspill utspring ' +
  'utstede utstyr utsyn uttak uttale uttrykk utvalg utvei utveksle utvendig utvide utviding utvikle utvinne ' +
  'utvise utydelig utypisk uvanlig uvenn uvennlig uvettig uviktig uvillig uvisshet vader vagabond vagle vagn ' +
  'vaier vaksine vakt vakthold vakthund vaktsjef vakuum vald vale valens valg valgfag valgfusk valgkamp ' +
  'valgvake validere valp vals valuta vandel vandrer vandring vane vanedyr vang vanilje vanker vanlig vann ' +
  'vanndamp vannfall vannhull vanning vannrett vannski vanntank vannverk vant vard vare varebil varehus ' +
  'varetekt varg variabel varians variant variere varig varighet varme varmetap varmluft varsel varsko varsku ' +
  'varsler varsling varte vase vaske vaskeri vaskerom vasking vassdrag vasse vater vatn vedde vederlag vedheng ' +
  'vedlegg vedovn vedtak vedtekt vedvare vegetar vegg vegne vegvesen veide veidekke veier veik veikart veikryss ' +
  'veileder veinett veiskilt veit veivalg veiviser vekkelse vekker vekking veksel veksler veksling vekst ' +
  'veksthus vekt vekter vektor vekttall vekttap velbehag velde veldedig veldig velferd velge velkomst vell ' +
  'velsigne velstand velte velvilje vemodig vende vending vene venn venninne vennlig vennskap vente venterom ' +
  'ventetid ventil venting veps vepsebol veranda verb verbal verd verden verdi verdige verdisyn verdslig verft ' +
  'verge verk verken verksted vern verner veronika vers versjon verste vert vertikal vertinne vertshus vertskap ' +
  'verv verver verving vesen veske vest vestkant vestkyst vestlig veteran veto vetorett vett veve veving ' +
  'vibrere vidd vide video vielse vier vifte vigsel vikar vikariat vike viking vikler viktig vilje villa ' +
  'villdyr ville villmark villrein villspor villsvin vilt vimpel vind vindkast ving vinglass vinke vinkel ' +
  'vinkle vinkling vinne vinning vinsj vinter vintre vinyl vippe vips virke virkelig virkning virus virvel ' +
  'virvler visdom viser visitt visjon viske visne visning visp visshet visum vita vitamin viten vitne vits ' +
  'vittig vogn vognkort vogntog vokal vokalist vokse vokter voll volley volt vorspiel votering vrake vrakgods ' +
  'vrenge vridning vrien vugge vulkan vulkansk vurdere xenon ydmyk ydmykhet ynde yndig yndling yngel yngling ' +
  'yoga yoghurt yogi ypperlig yrke yrkesfag yrkesliv yteevne ytelse yter ytre ytring zoologi zoom'
).split(' ');
