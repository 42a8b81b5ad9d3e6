/**
 * Words of a lock, in Bokmål. Made by supply/lockwords.py, not to be edited: from spell-norwegian (Rune Kleveland and
 * the spell-norwegian maintainers, GPL-2.0-or-later), by the frequencies of wordfreq (Robyn Speer, CC BY-SA 4.0).
 */
export default (
  'abbor aber abonnent abonnere absolutt abstrakt aceton adaptiv addere addisjon adel adelig adferd adgang ' +
  'adjektiv adjunkt adjutant adkomst adlyde admiral adopsjon adoptere adresse advare advarsel adverb aften ' +
  'agenda agentur agere aggregat agitere agronom agurk akademi akebrett aking akkord akronym akryl akse aksel ' +
  'aksent aksept aksje aksjon aksling akte aktelse aktiv aktivere aktivum aktuar akustikk akustisk akvarell ' +
  'alarm alba albin albue alder alderdom aldre aldring alen alfa alfabet algebra alkalisk alke alkymi alliere ' +
  'allokere allsang allsidig almanakk almen aloe alpakka alpin altan alvor alvorlig amalgam ambisjon ambolt ' +
  'ambrosia amin amnesti ampere amulett anaerob anagram analogi analyse ananas anatomi anbud ande andel ' +
  'andrelag anekdote anelse animalsk aning anis ankel anker ankomme ankomst ankre anlegg anmarsj anmode anneks ' +
  'anomali anrop anseelse anselig ansette ansikt anskaffe anslag anstalt ansvar antall antenne antikke antologi ' +
  'antrekk antyde anvende apekatt apollo apostrof apotek apoteker apparat appell appelsin appetitt applaus ' +
  'apport aprikos apropos arbeid areal arena argon argument arkade arkaisk arkeolog arkitekt arkiv arkivere ' +
  'arktisk arme armene armering aroma arte arterie artig arve arvelig arverett arvtager arvtaker asfalt aske ' +
  'askeladd asparges aspekt aspirant astrolog astronom atelier atferd atlas atlet atletisk atom atomkrig attest ' +
  'atypisk audiens audition auksjon aula aura aurora autograf automat autonom autonomi autovern avanse avansere ' +
  'avbilde avbrekk avbrudd avbryte avbud avdekke avdeling avdrag avfall avfeie avfyre avfyring avgang avgift ' +
  'avgrense avhenge avhjelpe avholde avis avisbud avkall avklare avkode avkom avkrefte avlaste avlat avle ' +
  'avlede avlegge avlese avlevere avokado avreise avse avsender avsette avskaffe avskrift avskrive avslag ' +
  'avsnitt avspark avspore avstand avtale avtjene avtrekk avtrykk avveie avvek avvente avverge avvik avviker ' +
  'avvikle avviser bable bacalao backhand backup bacon bade badehus badekar baderom badevann bading badstue ' +
  'bagasje bagatell bakaksel baker bakgrunn bakhjul bakkant bakke baklys baksete bakside baksmell bakst ' +
  'bakterie bakverk balanse bale balkong ballade ballast ballett ballong balsam bambus bamse banal banan band ' +
  'bandasje bane banjo bank banker bankett bankfolk bankier bankkort banksjef barbere bark barn barndom ' +
  'barnekor barnemat barnerom barnetog barnlig barnsben barnslig barokk baron barriere barske barskog bart ' +
  'basar basere basis basketak bass bassist bastion bataljon batteri baug bauta beboelig beboer bedre bedrift ' +
  'bedring befal befaling befaring befeste befinne befolke beger begrense begrep begripe begrunne begynner ' +
  'behag behandle beherske beholde behov beinhard beist beite beitedyr beiting bekjempe bekk bekken beklage ' +
  'bekle bekoste bekrefte bekymre belage belaste belegg beleilig belte belyse bemanne bemerke bene benekte ' +
  'benevne benk bensin benytte benzen beordre beregne beret beretter berg bergart berging bergverk berike ' +
  'berliner berolige berte beseire besk beskatte beskjed beskrive beskue beskytte beslag beslutte best bestand ' +
  'besteg bestemme bestige bestikk bestille bestride bestyrer besvare besvime beta betegne betel betinger ' +
  'betjene betjent betong betrakte betre betvile beundrer bevare bevaring bevege bever bevilge bevitne bevokte ' +
  'biceps bidrag bieffekt bifall biff bilag bilbelte bilbruk bilde bildekk bilist biljakt biljard bille billett ' +
  'billige billys bilmerke bilskilt bilsport biltur bilvask bilvei bind binder bindevev bing bingo biogass ' +
  'biograf biografi biokjemi biolog biologi biomasse birolle bistro bite bitte bitumen bivoks bjeffe bjeffing ' +
  'bjelke bjerk blackout blad bladlus blaff blakk blande blanding blanke blei blek bleking blekk blekne blender ' +
  'blest blid blikk blind blindhet blindvei blink blinker blinklys blits blitz blive blogge blokade blokk ' +
  'blokkere blom blomst blomster blomstre blues blund blunk blunker bluse bluss blyant boble boccia boikott ' +
  'bokform bokhylle bokklubb bokmerke boks bokser boksing bokstav bolig bolighus bolt bommer bomring bomull ' +
  'bond bondelag bonn bonus booke bopel boplass boplikt bord bore boreal borehull borg borger bortfall bosette ' +
  'bosse bosted botanikk botanisk botid botne boye bragd brak brakk brakvalg brann brannbil brannmur bransje ' +
  'brask brasme bratsj bratt braut bravo bravur bred bredde breie brekke bremse bremsing brennbar brenne ' +
  'brenneri brenning brensel brest brett brev brevpost brie brigader brikke briljant briljere brille bringe ' +
  'bris briste brite brodd brodere broderi brohode broiler brokk brokkoli brom bronse brorskap brosjyre ' +
  'brostein brukbar bruke brukstid bruktbil brun brunlig brunost brunsj brus brutto brydde brygge bryggeri ' +
  'brygging bryllup bryne brynje bryter bryting brytning budeie budgiver budrunde budsjett budskap buekorps ' +
  'buffer bukett bukk bukse bukt bulder buldring buljong bulter bunad bunker bunn bunndyr bunnfall bunnpris ' +
  'bunt bure burger burlesk bursdag busk buskap buskas buss busstopp busstur butan butikk butte byarkiv bydel ' +
  'byfolk bygd bygdelag bygdetun bygge byggetid byggfag bygging byggverk bygning byliv byplan byrde byrett ' +
  'bystatus bystyre byte bytte byttedyr bytting bytur caddie campe camping cellist cellofan chili chips collage ' +
  'comeback cosinus cowboy cruise dagblad daggry daglig dagmamma dagsavis dagslys dagstur dagsverk dagtid dale ' +
  'dall damp damper damping dampskip danne dannelse danning dans dansing dart dashbord dask data database ' +
  'datafil datasett datere datering dato daue debatt debitor debut debutant debutere dedikere defekt defensiv ' +
  'definere deig deilig dekan dekar dekke dekkene dekning dekoder dekor dekorere dekret deksel delaktig delegat ' +
  'delegere deler delfin deling delstat delta deltager deltaker deltid demning demo dempe demping deponere ' +
  'deponi derby derivat desibel designe dessert detalj detektor diagram dialekt dialog diamant diameter dias ' +
  'diesel diett diffus digger digital dike dikt dikter diktning dilemma dill dinar dingle dingo dings diplom ' +
  'diplomat dipp direktiv dirigent dirigere disiplin disk diskett diskos diskotek diskre diskurs disputas ' +
  'disputt dissens distanse distrikt diva divisjon djerv doble dobling dogg dogme dokk doktor doktrine dokument ' +
  'dollar domene dominans dominere domino donasjon donere dongeri doser dosering dovendyr drage dragning ' +
  'drahjelp drake drakt drama drasse drastisk drei dreier dreining dren drenere drev drible drift driftig ' +
  'drikke driks drille dristig driv driver drivhus drivverk drog drone dronning droppe drosje drue drypp dryss ' +
  'dubbing duell duett duft duge dugelig dugg dugnad dukker dunder dundre dunjakke dunk dusin dusj dusjing dust ' +
  'duster dvale dvele dybde dykke dykking dyktig dynamikk dynamisk dynamo dynasti dyne dypdykk dyppe dyrebar ' +
  'dyrehage dyrehold dyreliv dyrepark dyrevern dyrkbar dyrke dyrkelse dyrking dyrkning dyrlege dyse dysse dyst ' +
  'dytte eddik effekt effektiv egenart egennavn egenskap egentlig egenvekt egge egne egnethet eiendel eiendom ' +
  'eierskap eike einer ekko ekkolodd ekorn eksamen eksempel eksil eksos eksotisk ekspert eksport ekspress ' +
  'ekstern ekstrakt ekstrem ekthet ekvator elastisk elbil elde eldorado elefant eleganse elektron element elev ' +
  'elevtall elfenben elghund elgjakt eliksir elite elle elleve elling elte elveleie emalje embete emigrere emir ' +
  'emisjon emne emning empiri empirisk endelig endelikt endre endring enebarn eneboer enebolig ener enerett ' +
  'energi energisk enerom enevelde engel enhet enhetlig enig enighet enigma enkelhet enorm ensidig entall ' +
  'entitet entre entydig enzym episk episode eple eplekake epoke epos eremitt erfare erfaring ergerlig ergrelse ' +
  'erindre erkjenne erle erme erosjon erstatte erte erting erverve esel eskalere esker espresso essay essens ' +
  'estetikk estetisk estimat estimere estragon etablere etan etanol etappe etasje etat eter eterisk etikette ' +
  'etikk etisk etser etterord ettersyn ettertid euro evakuere evaluere eventyr evidens evig evighet evje evne ' +
  'fabel fabeldyr fabrikk fadder fader fagbrev fagfelt fagfolk fagjury faglig fagsjef fagskole faktisk faktor ' +
  'faktura fakultet falk falme familie fane fanklubb fantasi fantom farbar farge fargerik farging farkost ' +
  'farmasi farsdag farskap fart fartstid farvann farve fasade fasan fase fasit fasong fast fasthet fasting ' +
  'fastland fastpris fatning fatt fatter fattig fauna favn favoritt feber fedd fedme feide feie feire feiring ' +
  'fekter fekting fele felt felttog femmer femtedel fender fenol fenomen fenrik ferd ferdig ferdsel ferge ferie ' +
  'feriedag feriehus feriere ferietur ferje fersk fersken fest festdag fester festing festlig festning fete ' +
  'fiber fiesta fiffig figur fiken fikle fikse fiksing fiksjon fiktiv filer filet filial filler film filmer ' +
  'filmfolk filmteam filnavn filosof filosofi filt filter filtre filtrere finale finans fine finere finesse ' +
  'finfin fingere fingre fink finne finpuss fint finurlig fiolin fire firedel firfisle firkant firma firmabil ' +
  'fisk fiskemat fisker fisketur fisking fjas fjell fjellrev fjelltur fjerne fjerning fjernsyn fjes fjong fjord ' +
  'fjott flagg flagre flak flaks flamenco flamingo flamme flanke flat flatland flatmark flaue flekk fleng ' +
  'flertall flesk flette fletting flid flik flink flint flire flis flittig flod flodhest floke flokk flokkdyr ' +
  'flom flomlys flomme flopp flor flora flott flottere flue fluesopp fluor fluorid flybase flyfoto flygel ' +
  'flyger flyging flyklubb flykt flyktig flyndre flyplass flyreise flyt flytid flyttbar flytte flytting flytur ' +
  'flyver flyving flyvning fnise fogd fokk fokus fokusere folde folie folk folkelig folkeliv fond fonetikk ' +
  'fonetisk fonn font fontene forandre forankre forbedre forbered forberg forbilde forbinde forbruk forbud ' +
  'forbund fordampe fordel fordeler fordoble fordom fordrer fordrev fordrive fordype fore foredle foredrag ' +
  'forekom forelder forelese forene forening forenkle forenlig foretak forfar forfatte forheng forkant forkaste ' +
  'forklare forkle forkorte forkurs forkynne forlag forlange forlenge forlik form forman format formel formene ' +
  'formidle formkrav formue formular fornavn fornemme fornuft fornybar fornye fornying forord forrang forrett ' +
  'forringe forsegle forsere forsett forside forsikre forsinke forsk forsker forsking forskudd forskyve forslag ' +
  'forsmak forsone forst forstand forsvar forsyne fort fortale fortau fortegn fortelle fortgang fortid fortjene ' +
  'fortolke fortrinn forum forundre forut forutse forvalte forverre forvirre forvisse forvitre fosfat fosfor ' +
  'foss fossil fostre fotball fote fotnote foto fotograf fotspor fottur fradrag frafall frakk fraksjon frakt ' +
  'fraktfly fraktur framferd framgang framheve framtid frase fraspark fratre fratrekk fravike fred fredag ' +
  'fredelig fredfull fredning fredstid fregatt freidig frekvens fremferd fremgang fremheve fremme fremming ' +
  'fremtid fremvise frende fres freser freske fridag frie frihet frikort friksjon frilans friluft frimerke ' +
  'frimodig frimurer fripass frisbee frisk friskhet frispark frist fristed frister fristil frisyre fritak ' +
  'fritid fritt frodig frokost fromhet frosk frost frukt fruktbar fruktose fryd frys fryser frysing fuge fugl ' +
  'fugleliv fukt fuktig fullmakt fundere fungere funke funkis funksjon funn fure furore furu furuskog fusjon ' +
  'fusk futt fylde fyldig fylke fylle fylling fyring fyrste fyrstikk fysiker fysikk fysisk gagne galakse gale ' +
  'galla galle galleri gallup galning galopp galt gambit gamet gamleby gamme gane gang gangbro ganger gangfelt ' +
  'gangsti gangvei gant gape garanti garasje garde gardenia gardere gardin garn garnison garnityr gartner ' +
  'garver gate gatelys gatenavn gateplan gatt gaupe gavekort gavmild gavn gebyr geir geistlig geit geitost ' +
  'gelatin geleide gemytt gener generere generisk genetikk genetisk geni genial genitiv genser genuin geografi ' +
  'geolog geologi geometri gepard geskjeft gest gestalt gevinst gevir geysir gigabyte gigant gigawatt gilde ' +
  'gimle ginseng gips gire giring girkasse giro gitar gitarist gitter giver gjedde gjelder gjemme gjemsel gjen ' +
  'gjenbruk gjeng gjensyn gjenvalg gjerde gjerning gjerrig gjesp gjest gjeter gjeting gjetning gjett gjetting ' +
  'gjev gjorde glad glam glamour glane glans glanstid glapp glasnost glass glasshus glasur glatt glede gledelig ' +
  'glemme glemsel glid glidefly glimt glipp glir glis glitre global globus gloria glorie glukose gluten gnag ' +
  'gnager gnist gnom godbit gode godhet gods godseier godstog godteri godvilje gokart golf golfbane golv gondol ' +
  'gong gorilla gouda gourmet grad gradere graf graffiti grafiker grafikk grafisk grafitt gral gram gran grande ' +
  'granitt granne granske granskog gras greie grein greip gren grenader grense grep gress gresskar grev ' +
  'grevinne grevling grevskap gribb griff grille grilling grillmat grine gripe gris grobunn grom grop gror ' +
  'grossist grotte grov gruble grunde grundig grunn grunnfag grunnlag grunnlov grunnmur grunnsyn gruppe ' +
  'gruppere grus grustak grusvei gruve gryn gryte gubbe gudstro guide gulaktig gule gull gullfisk gullkorn ' +
  'gullmynt gullring gullsmed gullstol gulsott gulv gummi gump gunst gunstig guru gylden gyldig gylne gymnas ' +
  'gymsal gynge gyro gyte habil hage hagebruk hageby hagle haik hake hakk hakking hale halle halling hallo halm ' +
  'halo hals halte halv halvdel halvere halvfull halvkule halvpart halvtime hamle hammer hamp hamre hams ' +
  'hamster hamstre handball handel handicap handikap handler handling handtere hane hang hangar hank hann ' +
  'hannkatt hanske harddisk hardhaus hardhet harding hare hark harmoni harnisk harpe harpiks harr hasle hast ' +
  'hastesak hastig hastverk haug hauk haus havabbor havbruk havbunn havfiske havfrue havn havneby havre havsalt ' +
  'havvind hedensk heder hederlig hedre hefte heftig hegemoni hegg hegre heiarop heil heine heis hekk hekking ' +
  'hektar hekte hektisk helbrede heldig hele heleri helg helgetur helhet helium heller helling helmelk helning ' +
  'helnorsk helse helsefag helsehus helsing helt heltall heltemot heltinne hemme hemming henblikk hende ' +
  'hendelse hendig henlegge henna hensikt hensyn hente henting henvende henvise herberge herder herk herkomst ' +
  'herlig herme heroisk herold herre herrelag herse hersk hersker hertug hertz hest hestesko hete hett hevde ' +
  'heve hevelse heving hierarki hikke hilse hilsen himling himmelsk hinder hindre hindring hinne hint hippe ' +
  'hisse historie hive hjelm hjelp hjelper hjem hjemby hjemland hjemlig hjemsted hjerne hjerte hjort hjul hobby ' +
  'hockey hode hodebry hodelykt hodepine hoff hofte hogg hoggorm hogst holdbar holde holdning holme holt ' +
  'homogen honning honorar hopetall hoppe hopping hopprenn horisont hormon horn horoskop hoste hovde hoveddel ' +
  'hovedfag hovedsak hovedvei hovmod hovmodig hovne hubro hudfarge hudpleie huke hulrom humanist humbug humle ' +
  'hummel hummer humor humre humus hund hundemat hundre hurtig husdyr huse huseier husflid hushold husk husleie ' +
  'husly husrom husstand hustak hval hvalross hvelv hverdag hvete hvetemel hvile hviledag hviske hvite hvithai ' +
  'hvitveis hybel hybelhus hybrid hybris hydra hydrogen hygge hyggelig hygiene hyle hyling hylle hyllest hylse ' +
  'hylster hymne hypnose hypotese hypp hyppig hyrde hyre hyse hysj hyssing hytte hytteliv hyttetur ibenholt ' +
  'idealist identisk idrett idyll idyllisk ignorere iherdig ikle ikon ikonisk ilder ildsjel ildsted ilegge ' +
  'illusjon imitator imitere immun imponere import impuls impulsiv inaktiv indeks indekser inderlig indikere ' +
  'individ indusere industri inferno info ingress inhabil initiere inklusiv innavl innbille innblikk innbo ' +
  'innbytte inndrive innehold innerst innfall innfinne inngang inngifte inngrep innhente innhold innhopp ' +
  'innkalle innkomst innkreve innland innleder innlegg innleie innlemme innmark innmarsj innmat innordne ' +
  'innovere innpass innrede innreise innrette innrykk innsats innse innsette innside innsikt innskudd innslag ' +
  'innspill innspurt innsyn inntak inntekt inntog inntre inntrykk innvie innvilge innvirke innynde insekt ' +
  'instans instinkt instruks intens intensiv intern internat intervju intro intuitiv inventar invester investor ' +
  'invitere iridium iris ironi ironisk irritere isbryter isfiske isfjell isflak ishall ishockey ising iskald ' +
  'iskrem isolat isolere isotop ister istid isvann iver ivrer ivrig jade jakke jakt jaktlag jakttur jamt jarl ' +
  'jasmin jazz jazzband jeep jeger jekke jern jernbane jernmalm jernvare jernverk jerv jester jetfly jette ' +
  'jevne jobb jobber jobbing jogge joggesko joggetur jogging joik jojo joker jolle joner jord jordbruk jordisk ' +
  'jordras jotun joule jovial juble juge juggel juice julaften jule julebord julebukk juledag julefest julegave ' +
  'julekort julelys julemat julepynt julesang juletid jumbo junge jungel junior jura juss justere juvel juveler ' +
  'kabal kabaret kabel kabin kabinett kaffe kaffebar kagge kajakk kakao kake kaktus kala kalas kald kalender ' +
  'kali kaliber kalium kalk kalkun kalle kalori kalsium kalv kamel kameleon kamera kamille kammerat kamp ' +
  'kampanje kampdag kampfly kampklar kamprop kampsak kanal kandidat kane kanin kanne kano kanotur kansler kant ' +
  'kantine kapell kapers kapital kapitel kapp kapper kappgang kapsel kaptein karakter karamell karaoke karate ' +
  'karavane karbon karet karisma karneval karpe karri karriere kart kartell kartong kartverk karusell karve ' +
  'kasein kaserne kasjmir kassa kasse kasserer kassett kastanje kaste kasting katalog katapult katedral ' +
  'kategori katt kattemat kattunge kaupang kavaleri kaviar kebab keeper keiser kelner kelvin kenguru kennel ' +
  'keramikk keramisk keratin ketchup ketose kilde kile kilo kilowatt kilt kimono kims kinetisk kinn kino ' +
  'kinofilm kinosal kiosk kippe kirurg kirurgi kiwi kjappe kjede kjedelig kjegle kjekke kjeks kjele kjelke ' +
  'kjeller kjemi kjemiker kjemisk kjempe kjendis kjenn kjenner kjenning kjensel kjepp kjerne kjerre kjetting ' +
  'kjeve kjevle kladd klaff klag klamre klan klapp klapper klapping klar klarere klarhet klaring klarsyn klas ' +
  'klaske klasse klassing klassisk klatre klatring klatt klausul klaver klebrig klede kledning klegg klein ' +
  'klekke klekking klem klemme klemming klemte klepp klerk klesskap klesstil klesvask klikk klima klinge ' +
  'klinikk klinisk klinker klinte klippe klipping kliss klister klistre klode klok klokke klokskap klone ' +
  'kloning klopp klor kloss klovn klubb klubbhus klubblag klump klunk kluss klut klynge klype klyve knall ' +
  'knallgod knapp knapper knapphet knark knas knaske knaus knekke knekt knele knep knipe knippe knipse knoll ' +
  'knop knott knut knyte knytte koala kobber koble kobling kobolt kobra koda kode kodeks koding koffein koffert ' +
  'kofte kognitiv koke kokekar koking kokk kokong kokos koks kolbe kold kolibri kolikk kollagen kolle kollega ' +
  'kollekt kolli kolon koloni kolonial kolonne kolossal komedie komet komfort komfyr komiker komikk komisk ' +
  'komma kommando komme kommode kommunal kommune komp kompani kompass kompis kompleks komplott kompost komtesse ' +
  'kondens kondis konditor konfekt konfetti konge kongehus kongelig kongle kongress konkret konkurs konsept ' +
  'konsern konsert konsis konsoll konstant konsul konsulat konsum kontakt kontekst konto kontrakt kontrast ' +
  'kontre kontroll kontur konvoi kopi kopiere kople kopling kopp kopper korall kore korint kork korn kornet ' +
  'korona korporal korps korridor korsang kort kortbane kortfilm kortform korthet kortison kose kosedyr koselig ' +
  'kosmisk kosmos koss kostbar koste kostelig kosthold kostnad kostpris kostyme kote kott krabbe kraft kraftfor ' +
  'kraftig kraftlag krage krakk kran kranbil krappe krasse krater kratt krav kravle kreasjon kreativ kreditor ' +
  'kreditt kremmer kremt krepsdyr krets kreve krik krill kringle kris kritiker kritikk kritisk kritt krokan ' +
  'krom kromosom krone kronikk kroning kronisk kropp krukke krum krumme krumning krupp kruse krybbe krydder ' +
  'krydre krympe krypdyr kryper krypinn kryptere kryptisk krypton krysning kryss krysser kryssing kryssord ' +
  'krystall kube kulde kule kulepenn kuling kull kullsyre kultur kulvert kumelk kumlokk kung kunnskap kunst ' +
  'kunstart kunstfag kunstig kunstner kupong kupp kurant kurator kurbad kurere kurs kursing kursiv kurv kusk ' +
  'kutyme kvad kvadrant kvadrat kvae kvalitet kvart kvartal kvarter kvartett kvast kveg kveite kveld kvern kvik ' +
  'kvikk kvikne kvist kvite kvitte kvittere kvote kylling kyndig kyst kystfort kystvakt laban labrador labyrint ' +
  'lada ladd lade ladegrep lading ladning lafting lage lagerhus lagerrom lagleder lagre lagring lagspill lagune ' +
  'lakk lakris laks lakselus laktose lama lampe land landbruk landdyr landevei landgang landing landlig landsby ' +
  'landsdel landskap landslag landsted lang langbein langer langhelg langhus langrenn langside langtur lanse ' +
  'lansere lanterne lapp lapper lapskaus largo larm larve lasagne laser lask lass laste lastebil laterale latin ' +
  'latinsk latter laug laus lave lavendel lavere lavland lavpris lavtrykk lavvann leasing ledd ledelse leder ' +
  'ledig ledighet ledning ledsager ledtog lefse legat legeme legende legering legevakt legge leggetid legitim ' +
  'legning leie leiebil leieboer leik leir leirsted leit leiter leke lekestue lekfolk lekk lekkasje lekre lekse ' +
  'leksikon leksjon lekte lektor lemen lende lene lenestol lengde lenge leopard leppe lerret lese leselig ' +
  'lesesal lesing lesning lessing lest lester leter leting lett lettelse letthet lettmelk lettvekt levelig ' +
  'leven lever levering levesett levetid levevei levevis levnet levning liberale liga ligne lignelse ligning ' +
  'likevekt likeverd likhet lilje lime limerick limousin linde lindre lindring lingvist linjal linje link ' +
  'linnea linolje linse lippe lirke lise lisens liss liste listig listverk lite litium livaktig liveband ' +
  'livgarde livlig livsform livsstil livssyn livstegn livsverk livvakt lobbyist lockout lodd loft loge logge ' +
  'logikk logisk logoped lojal lokale lokallag lokaltog lokasjon lokk lombard lomme lommeur lompe loppe losje ' +
  'losji losse lossing lotte lotteri lotto lotus lovfeste lovgiver lovlig lovnad lovord lovtekst lovverk ludo ' +
  'luft lufter luftetur luftfart lufthavn luftig lufting luftrom luftskip luftvern lugar luke lukke lukking ' +
  'lukrativ luksus lukt lumen lund lune lunefull lunge lunner lunsj lunsjtid lunt lupe lutefisk lydbilde lyde ' +
  'lydig lydighet lydkort lydspor lykke lykkedag lykkelig lykt lyng lynkurs lynne lynrask lynsjakk lyntog ' +
  'lyriker lyrikk lyrisk lyse lysglimt lyskilde lyskryss lysne lysning lyspunkt lyssterk lysthus lyte lytte ' +
  'lytting madrass madrigal maestro magasin mage magi magiker magisk magister magma magnet magnolia magre ' +
  'mahogni mahogny mail mais majestet majones maki makk makker makrell makro maksimal maksimum makt maktbruk ' +
  'maktkamp malaga maler malerisk maling malm malt malurt mamma mammut manager mandag mandala mandarin mandat ' +
  'mandel mandolin mane mangan mangel mangfold mangle mango manifest manikyr manko mann manning mannskap ' +
  'mannskor manntall mantel mantra manus mappe maraton marengs marg margarin margin marginal marina marine ' +
  'maritim mark marked marken markere markise marmor marsipan marsj marsjere marskalk marsvin mase maskara ' +
  'maske maskere maskin maskot maskulin masse massiv mast master matador matbit matche mater materie matfisk ' +
  'matjord matlyst matolje matpakke matprat matrett matrise matros matt matvare maur maurtue medalje meddele ' +
  'medeier medfart medgang medhold mediefag medisin meditere medlem medvind medvirke medynk megafon megatonn ' +
  'megawatt megler megling meieri mein meisel mekanikk mekanisk mekke mekler mekling mektig melasse melde ' +
  'melding melis melk melkeku melle melodi melodisk melon membran memorere mene mengde menge menig mening ' +
  'menneske mente mentol mentor meny merino merkbar merke merkedag merkelig merking merknad merle mersmak ' +
  'merverdi mesa messe mester mestre mestring metafor metall metan metanol meteor meter metning metode metodikk ' +
  'metodisk metropol mette midd middag middel midje midler midnatt midt midtbane midtgang migrere mikrofon miks ' +
  'mikser miksing mikstur mild mildhet mildne milits mill milliard milt mime mimre mimring mine mini miniatyr ' +
  'minibank minibuss minigolf minimal minimere minimum ministre mink minne minnedag minneord minske minst minus ' +
  'minutt mirakel mister mjau mobil modell modeller modem modenhet moder moderere modig modne modning modul ' +
  'mokka molde molekyl moll molo moms monn monogam monogami monogram monolog monopol monoton monster montasje ' +
  'montere moped mopp moral moralsk moren morgen morkake morn moro morsdag morse morter mosaikk mose mosjon ' +
  'moster motbakke mote motehus moteshow motiv motivere motlys motor motorikk motorisk motorsag motorvei ' +
  'motpart motsette motstand motstrid motsvar mott mottager mottak mottaker motto mottrekk motvekt motverge ' +
  'motvilje motvind motvirke mudder mugg muggsopp muldvarp muldyr mulig mulighet mumle munn munnbind munnfull ' +
  'munning munnkurv muntlig muntre murer murhus murpuss murstein murvegg murverk muse musikal musiker musikk ' +
  'musling mutasjon mutter mygg myke mylder mynde myndig mynt myrhol myrra myse mystikk mystisk myte mytisk ' +
  'mytologi nabo nabolag naboland nagle nakke napp narrativ nasjon nasjonal natrium natron natt nattmat natur ' +
  'naturfag naturlig naturlov naust nautisk navigere navle navn navnedag nebb nedgang nedrykk nedsette nedslag ' +
  'nedtegne nedtur negativ negl nekt nektar nekter nellik nemnd nepe nerd nese nesebor neshorn neste nestor ' +
  'nett nettavis nettside nettsted nettverk neve nevne niese nikk nikkel niks nimbus nips nise nisje nisse ' +
  'niste nitrat nitrogen nokk nominere nonsens nordisk nordlig nordlys nordvest norm normal normativ nors ' +
  'nostalgi notasjon notat notere notering notis nougat nova novelle novise null numerisk nyanse nyansere ' +
  'nybygg nybygger nydelig nyhet nykommer nylon nynne nynorsk nyord nyre nyte nytt nyttig nyvalg oase oberst ' +
  'objekt objektiv obskur odde oddetall odds odel offensiv offiser offside oker okse oksygen oktan oktav ' +
  'oldebarn oliven olje oljefat oljefelt oljepris olympisk ombud omdanne omega omegn omelett omen omfang ' +
  'omfatte omforme omgang omhandle omhu omkamp omkrets omland omringe omriss omsette omskrive omslag omslutte ' +
  'omsorg omspill omstart omstille omtale omtanke omvalg omvei omvende omverden onkel onsdag opal opera ' +
  'operahus operativ operere oppbrudd oppbud oppbygd oppdager oppdrag oppdrett oppdrift oppdrive oppe oppfatte ' +
  'oppfinne oppfylle oppgang oppgave oppgulp oppheng oppheve opphold oppildne oppkalle oppklare opplag opplegg ' +
  'oppleve opplyse oppnevne opprette opprop opprykk oppsett oppsikt oppslag oppspinn oppspore oppstand oppstart ' +
  'oppstyr oppsving oppsyn opptak opptaker opptog opptre opptrinn opptur oppvask oppveie oppvekst opsjon ' +
  'optiker optikk optimal optimist optisk opus orakel orale oransje ordbruk orde ordelag orden ordlegge ' +
  'ordliste ordlyd ordne ordning ordre ordspill ordtak ordvalg oregano organ organisk organist orgel orient ' +
  'origo orkan orke orkester orkestre orlov orre orrfugl ortopedi oste ostekake oter otte outsider ovale ' +
  'overbygg overdel overdrev overfart overflod overgang overhode overkant overlapp overlast overlate overlege ' +
  'overlegg overleve overmot overpris overrask overse oversikt overslag oversteg oversyn overtak overtale ' +
  'overtall overtid overtro overvann overveie overvekt ozon padde padle padling padre paff pakke pakking ' +
  'pakning pakt palass palett pall palme panda panisk panne panorama panser pant panter papaya papir papirark ' +
  'papp pappa pappeske paprika papyrus parabol paradoks parafin paragraf paraply parasoll parentes parkere ' +
  'parkett parodi parodisk parsell partall partisk parykk pasient pasning pass passasje passat passelig passer ' +
  'passiv passord pasta pastell pater patriot patrulje pattedyr pause pedagog pedikyr peil peiling peis ' +
  'pekepinn peker peking pelagisk pelikan pelle pels pelsdyr pendel pendler pendling penn pensel pensjon pensum ' +
  'pepper pepre perfekt perifer periferi periode periskop perle perlemor pers persille person peso petunia ' +
  'pianist piano pigg piggdekk piknik piksel pilar pilot pilt pingvin pinne pinnsvin pinsett pioner piper pirat ' +
  'pirke pizza placebo plagg plagiat plakat plakett plakk plan planet planke plankton planter plass plassere ' +
  'plast plaster plastikk plastisk plate platina platt pledd pleier plekter plen plett plikt pliktig pling plog ' +
  'plomme plott plotter plugg plukke pluss plystre poeng poengsum poesi poetisk pokal poker polaris polere ' +
  'polering polis polka pollen polo polynom poncho pondus ponni popkorn pors porselen porsjon portal porter ' +
  'porto portrett posere positiv positur post postboks postbud poster postkort poststed potet potetmel potetmos ' +
  'potpurri pott prakke praksis prakt praktisk pram prate prating prefekt preg prektig premier premiss preparat ' +
  'presang preses presis press presser prestere presto pretor prikk prikking prim prima primitiv primo primtall ' +
  'primula primus prins prinsipp printe pris prisfall prising prislapp prisme private problem produkt proff ' +
  'profil profitt prognose program prolog pronomen propan propell propp prosa prosent prosess prosjekt prospekt ' +
  'prost protese protest prototyp proviant provins pryd psykolog publikum pudder pugge pukk pukkverk pulje pulk ' +
  'puls pulsar pulver puma pumpe pund punkt punktere punktlig punktum purpur purre purring pusle pusse pussig ' +
  'pussing puste pusterom pusting pute putevar putte pyjamas pynte pyntelig pyramide pysj pyton pytt quiz ' +
  'rabalder rabarbra rabatt racer racerbil radar radiator radikale radio radon rafting raid raja rake rakfisk ' +
  'rakne ramle ramme rampe rampelys ramse rand rang ranke rapp rapper rapport raps rapsolje raser rask raste ' +
  'ratt raus ravn reagere reaksjon reaktiv reaktor realfag realisme realist realitet rebell rebus redder reddik ' +
  'redding rede redelig rederi redigere redning redskap redusere reel reell referat referent referere refleks ' +
  'reform refreng refusjon regatta regel regi regina registre regjere regn regnbue regneark regner regnfull ' +
  'regning regnskap regnskog regnvann regulere reim reine reinsdyr reir reise reiseliv reisende reisetid ' +
  'reising reisning reisverk reiv reker rekke rekkehus rekkverk reklame rekord rekrutt rektor relasjon relatere ' +
  'relativ relevans relieff remis renhet renhold renne renovere rense renselse renseri rensing renske renslig ' +
  'rensning rent renvaske reparere repetere replikk reporter reprise resept reservat resesjon residens resitere ' +
  'resonans respekt respons ressurs resultat retning retorikk retorisk retrett rette rettelse rettferd retur ' +
  'revansj reve revejakt revidere revir revisjon revisor revne revy ribbe ribbein ridder ridetur ridning riff ' +
  'rigel rigg rigger rikdom rike rikelig rikfolk riking rikke riksveg riksvei rikt riktig rille rimelig rimer ' +
  'rimfrost ring ringeakt ringer ringvei risikere risiko risotto riss riste risting ritt rituale rival rive ' +
  'riviera riving rivning robb robot robotikk rocker rodeo roer rogn roing rokke roklubb rolig rolle roman ' +
  'romer romfart romferd romferge romlig romme romskip romslig rope roping rose rosene rosett rosin rosmarin ' +
  'roste rotasjon roter rotfeste rovdrift rovdyr rover rovfisk rovfugl rubin ruger rulle rullere rulleski ' +
  'rulling rumba runde rundgang rundtur rune rupi rusle russ rust rustne rustning rutebuss rutefly rutenett ' +
  'ruter rutine rutte rydde ryddig rydding rygg ryggrad ryggsekk ryke rykke rykte rynke rype ryste rytme ' +
  'rytmisk rytter sable sadel safari safir safran saft saftig saga sagbruk sager sagflis sagn sakk saklig ' +
  'sakprosa saks sakser saksgang saksofon sakte salami salat saldo salmiakk salong salt saltak salter salting ' +
  'saltsyre saltvann salutt salve salvie samband sameie sameland samfunn samhold samle samling samliv samordne ' +
  'samspill samsvar samtale samtid samtidig samtykke samurai samvirke sand sandal sandkorn sanering sang sanger ' +
  'sangfugl sanitet sank sanker sanking sanksjon sannhet sans sarkasme sateng satire satirisk satse satsing ' +
  'satsning sauehold sauna saus scanne scenisk scooter scorer seanse sebra sedan sedvane seer seertall segl ' +
  'seier seilas seile seilfly seiling seilskip seiltur seire seismikk seismisk sekk sekser seksjon sekt sektor ' +
  'sekund sekvens sele selektiv selje selle selleri selskap selv selveier sement semester seminar senat sende ' +
  'sendebud sendetid sene sengetid senke senking senkning senna sennep sensitiv sensor sensur senter sentrale ' +
  'separere septer seremoni serie sersjant serum server serviett servise sesam sesjon sesong sete setning sett ' +
  'setter sevje shaker sherpa shoppe shorts sidegate sider sidevei sidevind siesta sigd sigende sigge sigma ' +
  'signal signatur signe signere signora sikle sikre sikring sikt sild sile silhuett silisium silke silo silt ' +
  'simulere sindig sindre sine singlet sinn sinnelag sinnsro sinus sirene sirkel sirkle sirkus sirup sisu sitat ' +
  'siter sitering sitron sitrus sitte sive sivil sjakal sjakk sjakt sjal sjaman sjampo sjanger sjanse sjappe ' +
  'sjargong sjarm sjarmere sjef sjekke sjel sjelelig sjenanse sjikt sjiraff sjokk sjokkere skaffe skaft skakke ' +
  'skal skalere skalldyr skalle skanne skanning skanse skape skapelse skapning skar skarp skarphet skarre ' +
  'skarve skatt skattbar skaut skei skepsis skeptisk sketsj skifer skiferie skifte skifting skihopp skikk ' +
  'skiklubb skikrets skildrer skille skilling skilt skilting skimmer skimte skinke skinn skip skipper skirenn ' +
  'skisport skisse skitur skive skivebom skje skjebne skjegg skjell skjellig skjelne skjelve skjema skjemt ' +
  'skjenke skjerf skjerm skjerpe skjevhet skjold skjorte skli skodd skog skogbruk skogeier skogholt skoglund ' +
  'skogstur skogsvei skole skoledag skolemat skoletid skoletur skolevei skomaker skor skorpe skorpion skral ' +
  'skranke skrape skravle skred skredder skrei skrek skrelle skrent skribent skrift skrin skritt skriv skriver ' +
  'skriving skrog skrote skru skrubbe skrujern skryter skue skuffe skulder skuldre skule skulk skulker skulptur ' +
  'skum skumle skumme skumring skunk skur skuring skuter skutle skutt skvadron skvett skvip skydekke skye ' +
  'skygge skylle skynde skyss skyve sladre slag slager slagord slagplan slagside slagskip slagverk slak slakk ' +
  'slange slanke slant slaps slede slegge sleike sleipe slekt slemme slenge slep sleper sletting slim slipe ' +
  'sliping slippe slips slire slitasje sliter slitne slitt slokke slott sludder slukt slum sluse slutning slutt ' +
  'slutter slynge smak smakebit smaker smakfull smale smalt smaragd smatt smed smekk smell smeller smelt ' +
  'smelter smelting smette smidig smiger smigre smil sminke smiske smukke smuldre smule smult smyger smykke ' +
  'snabel snacks snadder snakk snakker snakking snappe snar snarvei snau snedig snegle snek snekker snekre ' +
  'snelle snert snevre sniffe snill snipp snitt snodig snoke snop snor snorkel snuble snuplass snurre snus ' +
  'snute snutt sobel sofa softis sokn solcelle soldat soleklar soling solist solkrem sollys solrik solsikke ' +
  'solskinn somre sonar sonde sondre sonett sopp sopran sort sortere sosiale sosiolog sosionom soussjef ' +
  'sovepose sover soverom sovesal soving soya soyasaus spade spagetti spak spalte spaltist spandere spaniel ' +
  'spaning spann spant spare sparing sparke sparre sparring spasere speider speiding speil speilegg spekemat ' +
  'spekter spenn spenner spenning spenst spenstig sperre sperring spesial spiker spikre spil spill spillbar ' +
  'spiller spilling spinat spinn spinner spiral spire spise spiselig spisesal spising spiss spisser spleise ' +
  'splid splint splitt splitter spole spon sponse sponsing sponsor spontan spore sporing sport sprang spraye ' +
  'spre sprekke sprell spreng sprette springer sprint sprinter sprite spurte spurv spydig spyle squash squaw ' +
  'stab stabbur stabel stabil stad stadie stadig stadion stafett stagge stahet staker stakk stall stammer ' +
  'stampe stand standard stang stanse stappe starte stas staselig stasjon stat statikk statisk statist stativ ' +
  'statlig statuere statuett status staur stav stavelse staving sted stedlig steg steike steile stein steinbit ' +
  'steining steinmur steinur steke steking stell stem stemmer stemning stempel stemple stenge stenging steppe ' +
  'stereo sterk stevne stevning stifte stig stiger stigma stigning stikkord stil stilart stilig stillas stille ' +
  'stillhet stilling stilne stim sting stipend stirre stivelse stivne stjerne stoff stoisk stokke stole stolpe ' +
  'stolthet stoppe storband storby storform storfugl storhet stork storkrig storm stormakt stormflo storskog ' +
  'storstue storting storverk storvilt strake stramme strande strateg strategi streben streber streif streifer ' +
  'streik streit strek strekk strekker strenge strev strever stride strie strikke stripe stritte strofe stropp ' +
  'struktur struts stryke stubb student studere studie studio stue stunt sture stykke styre styrerom styring ' +
  'styrke styrking styrtrik subjekt substans substrat subtil sukker suksess sulfat summing sump sund sunnhet ' +
  'super suppe supplere surdeig surfe surfing surr surrogat surstoff suser suvenir suveren svaberg svak svale ' +
  'svamp svane svar svarer svei svein sveipe sveis sveiser sveising sveive svenn sverge svette svetting svev ' +
  'svever sving svinne svir svoger svor sydentur sydvest syerske sying sykle sykling syklisk syklist syklus ' +
  'sylinder sylte symaskin symbiose symbol symbolsk symfoni symmetri sympati symptom syndrom syne synergi synge ' +
  'synging synkron synlig synonym synser synsfelt synsing syntaks syntes syre syrlig systemer syting tabbe ' +
  'tabell tabloid tagg tagger tagging tagning takk takle takling takst takstein takt taktikk taktisk tale ' +
  'talefeil talent talerett taletid talg talisman tall tallrik tampong tamrein tang tankbil tanker tankskip ' +
  'tann tannhjul tannkrem tannlege tannverk tante tapet tapper tara tare tast tastatur tatovere taubane tauing ' +
  'tauverk taverna tavle taxi teak teater teddy teflon teft tegl teglverk tegn tegner tegning teip tekanne ' +
  'tekniker teknikk teknisk tekno tekopp tekst tekster tekstil teksting tekstur tele telefon telegraf telegram ' +
  'telepati teleskop teller telt telttur tema tematikk tematisk temme tempo tempus tendens tenke tenkelig ' +
  'tenking tenkning tenner tenning tennis tentamen teorem teori teppe terapeut terapi terge termin termisk ' +
  'termos terning terpe terrasse terreng terrier terskel tese teste tettbygd tettsted tiara tide tidende ' +
  'tidevann tideverv tidig tidlig tidsbruk tidsplan tidsrom tidssone tiende tiger tights tigre tikk tikker ' +
  'tilbe tilbud tilbyder tilbygg tildele tilegne tilfalle tilfelle tilflukt tilgang tilhold tilkalle tillate ' +
  'tillegg tillit tilnavn tilpasse tilrop tilsagn tilsette tilskudd tilskuer tilslag tilsnitt tilstand tilsvar ' +
  'tilsyn tiltak tiltre tiltro tilvekst timeplan timesvis timian timing tine tining tinn tinning tipp tipper ' +
  'tipping tips tipser tirsdag titall titan titt titter titulere titusen tivoli tjen tjener tjeneste tjern ' +
  'tjommi toalett toer tofte togsett togtur tokk tokt tolerere tolke tolking tolkning toll toller tomat tomgang ' +
  'tomme tomrom tomt tone toneart tonefall tonelag tonn tonnasje tonnevis topp toppfart toppform topplag ' +
  'toppsjef torden tore torg torp torsdag torv torvtak tosidig tospann totale totalsum touche tove trad tradere ' +
  'trafikk trakt traktat trakter traktor tralle trampe tran transe transitt trapes trapp trapper trase traske ' +
  'trassig trav travbane traver travers travpark tredel tredoble treer treffe trefning treg treghet trehus ' +
  'trekant trekke trekking trekning trekt trekull trelast tren trend trener trenge trengsel trening tresko ' +
  'treslag tresnitt trevare treverk trevirke triangel triatlon tribun tributt trikk triks trille trilogi trimme ' +
  'trine trinn trio tripp tritt triumf trivelig trivsel trolig troll trolldom trolling trombone tromme trompet ' +
  'tron tropisk tropp trost trubadur trumf trump trygd trygge trygghet trygler trykk trykker trykking trykksak ' +
  'trylle trylling tryne tufte tukle tulipan tuner tunfisk tungvekt tunika tunnel tupp turban turbin turbo ture ' +
  'turisme turist turkis turlag turner turnus tursti turt turtall turvei tusen tusener tusj tusk tute tverr ' +
  'tviholde tvilling tweed tydelig tyder tygge tykkelse tyll tyne tyngde tynne tynning type typisk tysse tyst ' +
  'ubalanse udelelig uendelig uenig uenighet uetisk ufarlig uferdig uflaks ugle ugras ugrei ugress ugunstig ' +
  'ugyldig uholdbar ujevn ukas ukeblad ukedag ukentlig ukeslutt uklar ukritisk ukulele uleselig ulikhet ulogisk ' +
  'ultralyd ulydig umulig underarm underlag underlig undre undring undulat ungdom ungdyr unge ungkar uniform ' +
  'univers unne unnlate unntak unnvike unormal unyttig upartisk upresis uran uret urfolk urmaker urskog urverk ' +
  'uryddig usaklig uselvisk ustabil ustadig usynlig utakt utall utbedre utbetale utbre utbrudd utbryter utbygd ' +
  'utbygger utbytte utdanne utdele utdeling utdrag utdype utedo utelate utelukke utfall utflukt utfolde ' +
  'utfordre utforme utforske utfylle utgang utganger utgav utgift utgiver utheving utholde uthus uting utjevne ' +
  'utkant utkast utkikk utkjempe utklipp utkom utkomme utland utlede utleie utlevere utligne utlyse utmark ' +
  'utmerke utnevne utopi utopia utopisk utpeke utpost utrede utreise utrette utrolig utrop utroper utruste ' +
  'utrykk utsagn utsalg utseende utsette utsikt utskrift utslag utslipp utsnitt utspill utspring utstede utstyr ' +
  'utsyn uttak uttale uttrekk uttrykk utvalg utvei utveksle utvekst utvendig utvide utviding utvikle utvinne ' +
  'utvise utydelig utypisk uvanlig uvettig uviktig uvillig uvisshet vader vagabond vagle vagn vaier vakle ' +
  'vaksine vakt vakthold vakthund vaktpost vaktsjef vakuum vald vale valens valg valgdag valgfag valgfusk ' +
  'valgkamp valgvake validere valp vals valuta vandrer vandring vane vanedyr vang vanilje vanker vanlig vann ' +
  'vanndamp vannfall vannhull vanning vannpolo vannrett vannski vanntank vannvei vannverk vant vard vare ' +
  'varebil varehus varg variabel varians variant variere varig varighet varme varmetap varmluft varsel varsko ' +
  'varsku varsler varsling varte vase vaske vaskeri vaskerom vasking vassdrag vasse vater vatn vedde vederlag ' +
  'vedheng vedlegg vedovn vedtak vedtekt vedvare vegetar vegg vegkryss vegne vegvesen veibane veide veidekke ' +
  'veier veik veikart veikryss veinett veiskilt veit veivalg veive veiviser veke vekkelse vekker vekking veksel ' +
  'veksler veksling vekst veksthus vekt vekter vektor vekttall vekttap velbehag velde veldedig veldig velferd ' +
  'velge velkomst vell velsigne velstand velte velvilje vemodig vende vending vene venn vennlig vennskap vente ' +
  'venterom ventetid ventil venting veps vepsebol veranda verb verbal verd verden verdi verdige verdisyn ' +
  'verdslig verft verge verk verken verksted vern verner veronika vers versjon verste vert vertikal vertshus ' +
  'vertskap verv verver verving vesen veske vest vestkant vestkyst vestlig veteran veto vetorett vett vettug ' +
  'veve veving vibrere vidd vide video vier vifte vigsel vikar vikariat vike viking vikler viktig vilje villa ' +
  'villdyr ville villmark villrein villspor villsvin vilt vimpel vind vindkast ving vinke vinkel vinkle ' +
  'vinkling vinne vinning vinsj vinter vintre vinyl vippe vips virke virkelig virkning virvel virvler visdom ' +
  'viser visir visitt visjon viske visne visning visp visshet visum vita vitamin viten vitne vits vittig vogn ' +
  'vognkort vogntog vokal vokalist vokse vokter voll volley volt votering vrakgods vrenge vridning vrien vugge ' +
  'vulkan vulkansk vurdere wolfram xenon ydmyk ydmykhet ynde yndig yndling yngel yngling yoga yoghurt yogi ' +
  'ypperlig yrke yrkesfag yrkesliv yteevne ytelse yter ytre ytring zoolog zoologi zoom'
).split(' ');
